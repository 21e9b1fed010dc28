"""What `check` tells, whom it exits with, and that it never tells what a terminal would obey."""

import json

import pytest

from workbook.check.examples import COALITION

from .conftest import COMMITMENT, RECORDS, Bench

BROKEN = "plans/nations/NOR/commitments/NOR-C-8M2Z.toml"
OVERDUE = """\
title = "Trucks"
kind = "donation"
status = "pledged"
announced_on = 2022-01-05
"""


def test_clean_plan_exits_with_zero_and_says_so(plan: Bench) -> None:
    done = plan.run("check", "--select", "WB1")

    assert done.exit_code == 0
    assert done.stdout == "No findings in 13 files, checked for 2022-09-28.\n"
    assert done.stderr == ""


def test_error_exits_with_one_and_names_place_code_and_severity(plan: Bench) -> None:
    plan.write({BROKEN: 'title = "x"\nkind = "donation"\nstatus = "pleged"\n'})

    done = plan.run("check", "--select", "WB104")

    assert done.exit_code == 1
    assert done.stdout.startswith(f"{BROKEN}:3:10 WB104 error: ")
    assert done.stdout.endswith("\n1 error and 0 warnings, in 14 files, checked for 2022-09-28.\n")


def test_warning_fails_only_a_strict_check(plan: Bench) -> None:
    plan.write({BROKEN: OVERDUE})

    easy = plan.run("check", "--select", "WB409")
    strict = plan.run("check", "--select", "WB409", "--strict")

    assert (easy.exit_code, strict.exit_code) == (0, 1)
    assert "WB409 warning: " in easy.stdout


def test_acknowledged_warning_is_shown_counted_and_passes_a_strict_check(plan: Bench) -> None:
    plan.write({BROKEN: f'{OVERDUE}\n[[acknowledged]]\ncode = "WB409"\nreason = "Known."\n'})

    done = plan.run("check", "--select", "WB409", "--strict")

    assert done.exit_code == 0
    assert "[acknowledged: Known.]" in done.stdout
    assert "0 errors and 1 warning, 1 of them acknowledged" in done.stdout


def test_acknowledged_error_still_fails(plan: Bench) -> None:
    plan.write({BROKEN: f'{OVERDUE}item = "nothing"\n[[acknowledged]]\ncode = "WB201"\nreason = "Known."\n'})

    done = plan.run("check", "--select", "WB201")

    assert done.exit_code == 1
    assert "WB201 error" in done.stdout


def test_ignored_family_is_left_out(plan: Bench) -> None:
    plan.write({BROKEN: 'title = "x"\nkind = "donation"\nstatus = "pleged"\n'})

    done = plan.run("check", "--select", "wb1,WB2", "--ignore", "WB10")

    assert done.exit_code == 0


def test_rules_are_chosen_by_name(plan: Bench) -> None:
    plan.write({BROKEN: 'title = "x"\nkind = "donation"\nstatus = "pleged"\n'})

    chosen = plan.run("check", "--select", "wrong-value")
    left_out = plan.run("check", "--select", "WB1", "--ignore", "wrong-value,unknown-field")

    assert "WB104 error" in chosen.stdout
    assert "WB104" not in left_out.stdout


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_unknown_code_is_refused(plan: Bench, option: str) -> None:
    done = plan.run("check", option, "WB999")

    assert done.exit_code == 2
    assert done.stderr.startswith("workbook: No rule has the code 'WB999'")


def test_json_tells_the_same_in_a_shape_that_stays(plan: Bench) -> None:
    plan.write({BROKEN: 'title = "x"\nkind = "donation"\nstatus = "pleged"\n'})

    done = plan.run("check", "--format", "json", "--select", "WB104")

    told = json.loads(done.stdout)
    message = told["findings"][0].pop("message")
    assert told.pop("program")
    assert "pleged" in message
    assert told == {
        "format": 1,
        "today": "2022-09-28",
        "at": "",
        "since": "",
        "counts": {"files": 14, "errors": 1, "warnings": 0, "acknowledged": 0},
        "findings": [
            {
                "code": "WB104",
                "severity": "error",
                "path": BROKEN,
                "line": 3,
                "column": 10,
                "ref": "NOR-C-8M2Z",
                "field": "status",
                "acknowledged": "",
            }
        ],
    }


def test_second_check_tells_the_same(plan: Bench) -> None:
    plan.write({BROKEN: OVERDUE})

    first = plan.run("check")
    second = plan.run("check")

    assert first.stdout == second.stdout


def test_check_as_of_a_revision_sees_what_was_committed(plan: Bench) -> None:
    plan.write({BROKEN: "title = 1"})

    then = plan.run("check", "--at", "HEAD", "--select", "WB1")
    now = plan.run("check", "--select", "WB1")

    assert (then.exit_code, now.exit_code) == (0, 1)
    assert "in 13 files as of HEAD" in then.stdout


def test_looking_back_leaves_the_files_as_they_are_judged(plan: Bench) -> None:
    plan.run("check")
    index = (plan.folder / ".git/workbook/index").read_bytes()
    state = (plan.folder / ".git/workbook/state").read_bytes()

    plan.run("check", "--at", "HEAD")

    assert (plan.folder / ".git/workbook/index").read_bytes() == index
    assert (plan.folder / ".git/workbook/state").read_bytes() == state


def test_screen_groups_by_owner_and_keeps_places_that_open(
    plan: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    plan.write({BROKEN: "title = 1", "plans/nations/SWE/funds/SWE-F-2B9C.toml": "title = 1"})

    done = plan.run("check", "--select", "WB1")

    plain = _without_colour(done.stdout)
    assert plain.index("Norway (NOR)  ") < plain.index(f"  {BROKEN}:1:9 WB104 error\n")
    assert plain.index(f"{BROKEN}:1:9") < plain.index("Sweden (SWE)  ")
    assert max(len(line) for line in plain.splitlines() if "plans/" not in line) <= 100


def test_no_colour_wins_over_forced_colour(plan: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")

    done = plan.run("check")

    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("style", ["text", "json", "sarif", "github"])
def test_hostile_text_never_reaches_the_terminal(plan: Bench, style: str) -> None:
    hostile = "\\u001B]0;x\\u0007\\u202E\\u200B\\u009B31m"
    plan.write({BROKEN: f'title = "x"\nkind = "{hostile}"\nstatus = "pledged"\n"{hostile}" = 1\n'})

    done = plan.run("check", "--format", style)

    assert done.exit_code == 1
    assert [letter for letter in done.stdout if not letter.isprintable() and letter != "\n"] == []


def test_hostile_file_name_never_reaches_the_terminal(plan: Bench) -> None:
    plan.write({"plans/nations/NOR/funds/\x1b[31m\nWB1.toml": "x = 1"})

    done = plan.run("check")

    assert "\x1b" not in done.stdout
    assert "plans/nations/NOR/funds/[31m WB1.toml" in done.stdout


@pytest.mark.parametrize(
    "text",
    [b"\xff\xfe\x00", b"format = ", b"format = 99\n", b"<<<<<<< HEAD\n", b"format = 1\ntitle = 3\n", b""],
)
def test_hostile_manifest_is_a_finding(plan: Bench, text: bytes) -> None:
    plan.write({"plans/workbook.toml": text})

    done = plan.run("check")

    assert done.exit_code == 1
    assert "plans/workbook.toml" in done.stdout
    assert done.stderr == ""


def test_plan_without_git_is_checked_too(bench: Bench) -> None:
    bench.write(COALITION)

    done = bench.run("check")

    assert done.exit_code == 0


def test_same_place_is_told_from_any_folder_inside(plan: Bench) -> None:
    inside = Bench(plan.folder / "plans/nations/NOR")

    done = inside.run("check", "--format", "json")

    assert done.stdout == plan.run("check", "--format", "json").stdout
    assert COMMITMENT.startswith("plans/")


def _without_colour(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_look_back_is_made_on_the_day_of_its_commit(plan: Bench) -> None:
    plan.commit({BROKEN: OVERDUE}, at="2022-03-01T12:00:00Z")

    then = plan.start("check", "--select", "WB409", "--at", "HEAD")
    said = plan.start("check", "--select", "WB409", "--at", "HEAD", "--today", "2022-09-28")

    assert then.stdout.endswith(b"as of HEAD, checked for 2022-03-01.\n")
    assert b"WB409" in said.stdout


def test_look_back_to_a_day_is_made_on_that_day(plan: Bench) -> None:
    plan.commit({BROKEN: OVERDUE}, at="2022-09-28T12:00:00Z")

    done = plan.start("check", "--select", "WB409", "--at", "2022-10-15")

    assert done.stdout.endswith(b"checked for 2022-10-15.\n")


def test_branch_that_is_named_like_a_number_is_no_day(plan: Bench) -> None:
    plan.commit({BROKEN: OVERDUE}, at="2022-03-01T12:00:00Z")
    plan.git("branch", "20220928")

    done = plan.start("check", "--select", "WB409", "--at", "20220928")

    assert done.stdout.endswith(b"checked for 2022-03-01.\n")


def test_help_says_which_day_a_look_back_takes(bench: Bench) -> None:
    done = bench.run("check", "--help")

    assert "left out: the day of --at, else the day it is" in " ".join(done.stdout.split())


def test_change_since_a_revision_is_judged_beside_the_plan(plan: Bench) -> None:
    plan.git("config", "workbook.nation", "UKR")
    plan.write({COMMITMENT: RECORDS[COMMITMENT].replace('"committed"', '"pledged"')})

    done = plan.run("check", "--since", "HEAD", "--select", "WB6")

    assert done.exit_code == 1
    assert f"{COMMITMENT}:1:1 WB601 error: was changed by UKR, but belongs to NOR;" in done.stdout
    assert f"{COMMITMENT}:3:10 WB605 error: goes back from committed to pledged" in done.stdout
    assert "checked for 2022-09-28 and for what changed since HEAD." in done.stdout


def test_without_a_nation_nobody_is_said_to_act(plan: Bench) -> None:
    plan.write({COMMITMENT: RECORDS[COMMITMENT] + 'release = "public"\n'})

    done = plan.run("check", "--since", "HEAD", "--select", "WB6")

    assert done.exit_code == 0
    assert " WB604 warning: is released more widely and may be seen by the public as well" in done.stdout


def test_net_change_is_judged_so_that_a_new_record_may_go_again(plan: Bench) -> None:
    new = "plans/nations/NOR/requests/NOR-R-11AB.toml"
    plan.git("tag", "before")
    plan.commit({new: 'title = "Barrels"\n'})
    (plan.folder / new).unlink()

    since_before = plan.run("check", "--since", "before", "--select", "WB6")
    since_head = plan.run("check", "--since", "HEAD", "--select", "WB6")

    assert (since_before.exit_code, since_head.exit_code) == (0, 1)
    assert "WB602 error: was deleted, and with it the request NOR-R-11AB" in since_head.stdout


@pytest.mark.parametrize(("title", "code"), [("Barrels", 0), ("Something else", 1)])
def test_id_that_the_history_knows_is_not_taken_again(plan: Bench, title: str, code: int) -> None:
    old = "plans/recorded/NOR/requests/NOR-R-11AB.toml"
    new = "plans/nations/NOR/requests/NOR-R-11AB.toml"
    plan.commit({old: 'title = "Barrels"\n'})
    plan.git("rm", "--quiet", old)
    plan.git("commit", "--quiet", "--message", "Delete")
    plan.write({new: f'title = "{title}"\n'})

    done = plan.run("check", "--since", "HEAD", "--select", "WB603")

    assert done.exit_code == code


def test_change_since_a_meeting_is_in_the_json(plan: Bench) -> None:
    plan.git("tag", "2022-09-28-brussels")

    told = json.loads(plan.run("check", "--since", "2022-09-28-brussels", "--format", "json").stdout)

    assert told["since"] == "2022-09-28-brussels"


def test_change_since_nowhere_is_refused(plan: Bench) -> None:
    done = plan.run("check", "--since", "nowhere")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "No commit is called 'nowhere'" in done.stderr


def _on_branch(plan: Bench, text: str, message: str, author: str = "Kari") -> None:
    """Let a branch `talks` change a commitment of Norway's."""
    plan.git("switch", "--quiet", "--create", "talks")
    plan.write({COMMITMENT: text})
    plan.git("add", "--all")
    plan.git(
        "commit", "--quiet", "--author", f"{author} <{author.lower()}@example.org>", "--message", message
    )
    plan.git("switch", "--quiet", "main")


@pytest.mark.parametrize(
    ("message", "author", "told"),
    [
        ("Rename\n\nOn-behalf-of: NOR", "Kari", ""),
        ("Rename", "Ola", ""),
        ("Rename\n\nOn-behalf-of: SWE", "Ola", "was changed by SWE, but belongs to NOR; ask them to take"),
        (
            "Rename\n\nOn-behalf-of: UKR",
            "Ola",
            "was changed by UKR, but belongs to NOR; take the change back",
        ),
        ("Rename", "Kari", "was changed by UKR, but belongs to NOR; take the change back"),
    ],
)
def test_merged_change_is_judged_as_of_whom_its_commit_names(
    plan: Bench, message: str, author: str, told: str
) -> None:
    plan.git("config", "workbook.nation", "UKR")
    plan.git("config", "user.email", "kari@example.org")
    plan.git("tag", "before")
    _on_branch(plan, RECORDS[COMMITMENT].replace("Winter", "Spring"), message, author)
    plan.git("merge", "--quiet", "--no-ff", "--no-edit", "talks")

    done = plan.run("check", "--since", "before", "--select", "WB601")

    assert told in done.stdout
    assert ("WB601" in done.stdout) is bool(told)


def test_own_change_on_top_of_a_merged_one_is_told(plan: Bench) -> None:
    plan.git("config", "workbook.nation", "UKR")
    plan.git("tag", "before")
    text = RECORDS[COMMITMENT].replace("Winter", "Spring")
    _on_branch(plan, text, "Rename\n\nOn-behalf-of: NOR", "Ola")
    plan.git("merge", "--quiet", "--no-ff", "--no-edit", "talks")
    plan.write({COMMITMENT: text.replace("900", "800")})

    done = plan.run("check", "--since", "before", "--select", "WB601")

    assert "WB601 error: was changed by UKR, but belongs to NOR" in done.stdout


def test_change_of_a_layer_is_judged_by_the_history_of_the_layer(plan: Bench) -> None:
    layer, path = "layers/nordic", "plans/nations/SWE/nation.toml"
    plan.write({f"{layer}/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    plan.write({f"{layer}/{path}": 'name = "Sverige"\n'})
    plan.git("init", "--quiet", folder=layer)
    plan.git("add", "--all", folder=layer)
    plan.git("commit", "--quiet", "--message", "Begin", folder=layer)
    plan.git("config", "workbook.nation", "NOR")
    plan.write({f"{layer}/{path}": 'name = "Konungariket Sverige"\n'})
    plan.git(
        "commit",
        "--quiet",
        "--all",
        "--message",
        "Rename\n\nOn-behalf-of: SWE",
        at="2022-10-02T12:00:00Z",
        folder=layer,
    )

    done = plan.run("check", "--since", "HEAD", "--select", "WB601")

    assert "WB601" not in done.stdout


@pytest.mark.parametrize(
    ("merged", "is_told"), [(("Spring", "800"), False), (("Spring", "700"), True), (("Summer", "800"), True)]
)
def test_merge_speaks_where_it_says_what_no_side_does(
    plan: Bench, merged: tuple[str, str], is_told: bool
) -> None:
    plan.git("config", "workbook.nation", "UKR")
    plan.git("tag", "before")
    text = RECORDS[COMMITMENT]
    _on_branch(plan, text.replace("Winter", "Spring"), "Rename\n\nOn-behalf-of: NOR", "Ola")
    plan.write({COMMITMENT: text.replace("{about = 900}", "800")})
    plan.git("commit", "--quiet", "--all", "--message", "Lower\n\nOn-behalf-of: NOR")
    plan.git("merge", "--quiet", "--no-ff", "--no-commit", "talks")
    title, quantity = merged
    plan.write({COMMITMENT: text.replace("Winter", title).replace("{about = 900}", quantity)})
    plan.git("commit", "--quiet", "--all", "--message", "Merge\n\nOn-behalf-of: UKR")

    done = plan.run("check", "--since", "before", "--select", "WB601")

    assert ("WB601 error: was changed by UKR, but belongs to NOR" in done.stdout) is is_told
