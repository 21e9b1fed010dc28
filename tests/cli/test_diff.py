"""What `diff` tells of two states of a plan."""

import json
from pathlib import Path

import pytest

from .conftest import COMMITMENT, RECORDS, REQUEST, Bench

TEXT = RECORDS[COMMITMENT]
PLEDGED = TEXT.replace('"committed"', '"pledged"').replace("{about = 900}", "600")


def test_files_here_are_compared_with_the_last_commit(plan: Bench) -> None:
    plan.write({COMMITMENT: PLEDGED})

    done = plan.run("diff")

    assert done.exit_code == 0
    assert done.stdout.startswith(
        "NOR-C-7K3Q  commitment  Winter shells  (NOR)\n"
        "  goes back from committed to pledged\n"
        "  quantity from about 900 to 600\n"
        "\n"
        "Findings introduced\n"
        f"  {COMMITMENT}:9:8 WB301 warning\n"
    )
    assert done.stdout.endswith(
        "\n\n1 record changed from HEAD to the files here; 2 findings introduced, 0 fixed.\n"
    )


def test_plan_compared_with_itself_has_no_changes(plan: Bench) -> None:
    assert plan.run("diff", "HEAD", "HEAD").stdout == "Nothing changed from HEAD to HEAD.\n"


def test_index_lies_between_the_last_commit_and_the_files(plan: Bench) -> None:
    plan.write({COMMITMENT: TEXT.replace("Winter", "Spring")})
    plan.git("add", "--all")
    plan.write({COMMITMENT: TEXT.replace("Winter", "Summer")})

    staged, left = plan.run("diff", "HEAD", "INDEX").stdout, plan.run("diff", "INDEX").stdout

    assert 'title from "Winter shells" to "Spring shells"' in staged
    assert 'title from "Spring shells" to "Summer shells"' in left


def test_two_states_may_be_written_as_in_git(plan: Bench) -> None:
    plan.git("tag", "talks")
    plan.commit({COMMITMENT: PLEDGED})

    told = plan.run("diff", "talks", "HEAD").stdout

    assert "1 record changed from talks to HEAD" in told
    assert plan.run("diff", "talks..HEAD").stdout == plan.run("diff", "talks..").stdout == told
    assert "1 record changed from HEAD to talks" in plan.run("diff", "..talks").stdout
    assert "write A..B" in plan.run("diff", "talks...HEAD").stderr


def test_meeting_stands_for_its_tag(plan: Bench) -> None:
    plan.git("tag", "2022-09-28-brussels")
    plan.commit({COMMITMENT: PLEDGED})

    done = plan.run("diff", "--since", "2022-09-28-brussels")

    assert "1 record changed from 2022-09-28-brussels to the files here" in done.stdout


def test_meeting_without_a_tag_stands_for_the_end_of_its_day(plan: Bench) -> None:
    plan.commit({COMMITMENT: PLEDGED}, at="2022-09-28T18:00:00Z")
    plan.commit({COMMITMENT: TEXT}, at="2022-09-29T08:00:00Z")

    done = plan.run("diff", "--since", "2022-09-28-brussels")

    assert "goes from pledged to committed" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["diff", "nowhere"],
        ["diff", "--since", "nowhere"],
        ["log", "--since", "nowhere"],
        ["check", "--since", "nowhere"],
        ["check", "--at", "nowhere"],
        ["list", "commitments", "--at", "2022-10-30-nowhere"],
    ],
)
def test_a_word_that_is_no_state_is_refused_with_all_that_would_be_one(plan: Bench, words: list[str]) -> None:
    done = plan.run(*words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"workbook: No commit is called {words[-1]!r}, and no meeting; give a branch, a tag, an id, a date "
        "such as 2022-09-28, or a meeting such as 2022-09-28-brussels.\n"
    )


def test_meeting_without_a_tag_can_be_looked_back_to(plan: Bench) -> None:
    plan.commit({COMMITMENT: PLEDGED}, at="2022-09-28T18:00:00Z")
    plan.commit({COMMITMENT: TEXT}, at="2022-09-29T08:00:00Z")

    shown = plan.run("show", "NOR-C-7K3Q", "--at", "2022-09-28-brussels")
    today = plan.start("check", "--at", "2022-09-28-brussels").stdout.decode()

    assert "pledged" in shown.stdout
    assert "as of 2022-09-28, checked for 2022-09-28." in today


@pytest.mark.parametrize("word", ["main", "2022-09-28", "v1"])
def test_branch_day_and_tag_are_states(plan: Bench, word: str) -> None:
    plan.git("tag", "v1")
    plan.write({COMMITMENT: PLEDGED})

    assert f"changed from {word} to the files here" in plan.run("diff", word).stdout


def test_new_deleted_moved_and_unreadable_files_are_told(plan: Bench) -> None:
    own = "plans/nations/SWE/requests/SWE-R-22CD.toml"
    recorded = "plans/recorded/SWE/requests/SWE-R-22CD.toml"
    new = "plans/nations/NOR/requests/NOR-R-11AB.toml"
    plan.write({own: RECORDS[recorded], new: 'title = "Barrels"\n', COMMITMENT: "title =\n"})
    Path(plan.folder / recorded).unlink()
    Path(plan.folder / REQUEST).unlink()

    done = plan.run("diff")

    assert done.exit_code == 1
    told = done.stdout
    assert "  cannot be read any more: the text is not TOML here" in told
    assert "NOR-R-11AB  request  Barrels  (NOR)\n  new request: Barrels\n" in told
    assert "SWE-R-22CD  request  Barrels  (SWE)\n  is confirmed: taken up by the nation" in told
    assert "UKR-R-11AB  request  155 mm shells  (UKR)\n  deleted request: 155 mm shells\n" in told


def test_only_comments_are_told_as_that(plan: Bench) -> None:
    plan.write(
        {
            COMMITMENT: "# Seen.\n" + TEXT,
            "plans/workbook.toml": (plan.folder / "plans/workbook.toml").read_text() + "# x\n",
        }
    )

    told = plan.run("diff").stdout

    assert told.count("only comments or layout") == 2
    assert "1 record and 1 other file changed" in told


def test_finding_whose_line_moved_is_not_new(plan: Bench) -> None:
    plan.commit({COMMITMENT: PLEDGED})
    plan.write({COMMITMENT: "# Seen.\n" + PLEDGED})

    assert "0 findings introduced, 0 fixed" in plan.run("diff").stdout


def test_fixed_findings_are_told(plan: Bench) -> None:
    plan.commit({COMMITMENT: PLEDGED})
    plan.write({COMMITMENT: TEXT})

    assert "0 findings introduced, 2 fixed" in plan.run("diff").stdout


def test_one_record_is_looked_at_by_id_or_path(plan: Bench) -> None:
    plan.write({COMMITMENT: PLEDGED, REQUEST: RECORDS[REQUEST] + 'per = "month"\n'})

    by_id, by_path = plan.run("diff", "UKR-R-11AB"), plan.run("diff", "HEAD", "--record", REQUEST)

    assert by_id.stdout == by_path.stdout
    assert by_id.stdout == (
        "UKR-R-11AB  request  155 mm shells  (UKR)\n  sets period to month\n\n"
        "1 record changed from HEAD to the files here; 0 findings introduced, 0 fixed.\n"
    )


def test_overlay_is_compared_too(plan: Bench) -> None:
    stock = "layers/nordic/plans/nations/NOR/stocks/NOR-S-5H1M.toml"
    plan.write(
        {
            "layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n',
            stock: "holding = 1\n",
        }
    )
    plan.git("init", "--quiet", folder="layers/nordic")
    plan.git("add", "--all", folder="layers/nordic")
    plan.git("commit", "--quiet", "--message", "Record", folder="layers/nordic")
    plan.write({stock: "holding = 2\n"})

    assert "NOR-S-5H1M  stock" in plan.run("diff").stdout
    assert "holding from 1 to 2" in plan.run("diff", "INDEX").stdout


def test_markdown_has_a_heading_for_each_record(plan: Bench) -> None:
    plan.write({COMMITMENT: PLEDGED.replace("Winter shells", "Winter *shells*")})

    told = plan.run("diff", "--format", "markdown").stdout

    assert told.startswith(
        "# Changes from HEAD to the files here\n\n## NOR-C-7K3Q: Winter \\*shells\\*\n\n- "
    )
    assert "\n## Findings introduced\n\n- " in told


def test_json_has_values_and_words(plan: Bench) -> None:
    plan.write({COMMITMENT: PLEDGED + "odd = nan\n"})

    told = json.loads(plan.run("diff", "--format", "json").stdout)

    assert sorted(told) == ["after", "before", "fixed", "format", "introduced", "records"]
    assert told["before"] == {"name": "HEAD", "commit": plan.git("rev-parse", "HEAD")}
    (record,) = told["records"]
    assert record["changes"][1:] == [
        {"path": "quantity", "before": {"about": 900}, "after": 600},
        {"path": "odd", "after": "NaN"},
    ]
    assert len(record["sentences"]) == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["HEAD", "nowhere"], "No commit is called 'nowhere'"),
        (["worktree", "HEAD"], "and no meeting; did you mean WORKTREE?"),
        (["HEAD", "index"], "and no meeting; did you mean INDEX?"),
        (["HEAD", "HEAD", "HEAD"], "is one state too many"),
        (["NOR-C-0000"], "No record is called 'NOR-C-0000'"),
        (["--since", "-x"], "looks like an option"),
    ],
)
def test_wrong_words_are_refused_in_one_sentence(plan: Bench, words: list[str], said: str) -> None:
    done = plan.run("diff", *words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_tag_and_branch_of_one_name_are_not_guessed(plan: Bench) -> None:
    plan.git("tag", "spring")
    plan.git("branch", "spring")

    assert "may mean refs/tags/spring or refs/heads/spring" in plan.run("diff", "spring").stderr


def test_hostile_text_never_reaches_the_terminal(plan: Bench) -> None:
    hostile = "\\u001B[2J\\u202E\\u009B31m"
    plan.write({COMMITMENT: TEXT.replace("Winter", hostile) + f'"{hostile}" = "{hostile}"\n'})

    told = "".join(plan.run("diff", "--format", style).stdout for style in ("text", "markdown", "json"))

    assert [letter for letter in told if not letter.isprintable() and letter != "\n"] == []
