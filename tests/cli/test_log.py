"""What `log` tells of one record's life, and of the plan's commits."""

import json

import pytest

from .conftest import COMMITMENT, RECORDS, REQUEST, Bench

TEXT = RECORDS[COMMITMENT]
LAYER = "layers/nordic"
ID = "NOR-C-7K3Q"


def commit(
    plan: Bench, text: str | None, message: str = "Record", *, path: str = COMMITMENT, day: int = 1
) -> None:
    """Commit one file of the shared layer, or take it away."""
    if text is None:
        (plan.folder / path).unlink()
    else:
        plan.write({path: text})
    plan.git("add", "--all")
    plan.git("commit", "--quiet", "--message", message, at=f"2022-10-{day:02}T12:00:00Z")


def told(plan: Bench, *words: str) -> list[list[str]]:
    """Give the sentences of each event, newest first."""
    events = json.loads(plan.run("log", *words, "--format", "json").stdout)["events"]
    return [event["sentences"] for event in events]


def test_life_is_told_newest_first_with_who_when_and_why(plan: Bench) -> None:
    message = "Ola raises it\n\nThe yard found more.\n\nOn-behalf-of: NOR\nRecord: NOR-C-7K3Q"
    commit(plan, TEXT.replace("900}", "1000}", 1), message)

    done = plan.run("log", ID)

    head = plan.git("rev-parse", "HEAD")[:10]
    assert done.exit_code == 0
    assert done.stdout.startswith(
        f"{head}  2022-10-01 12:00+00:00  Kari Nordmann on behalf of NOR\n"
        "  Ola raises it\n"
        "  The yard found more.\n"
        "    quantity from about 900 to about 1,000\n"
        "\n"
    )
    assert done.stdout.endswith("    new commitment: Winter shells\n\n2 commits changed NOR-C-7K3Q.\n")


@pytest.mark.parametrize("word", ["nor-c-7k3q", COMMITMENT, "NOR-C-7K3Q:quantity"])
def test_record_is_found_by_any_case_path_or_field(plan: Bench, word: str) -> None:
    assert plan.run("log", word).stdout == plan.run("log", ID).stdout


def test_retirement_and_deletion_are_told(plan: Bench) -> None:
    commit(plan, TEXT + 'retired = {on = 2022-10-01, reason = "Sold."}\n', day=1)
    commit(plan, None, day=2)

    assert told(plan, ID) == [
        ["deleted commitment: Winter shells"],
        ["is retired on 1 October 2022: Sold."],
        ["new commitment: Winter shells"],
    ]


def test_record_that_came_back_is_told_as_that(plan: Bench) -> None:
    commit(plan, None, day=1)
    commit(plan, TEXT, day=2)

    assert told(plan, ID)[0] == ["is back after it was deleted"]


@pytest.mark.parametrize("is_cleared_at_once", [True, False])
def test_confirming_is_told_with_what_the_nation_says_otherwise(
    plan: Bench, is_cleared_at_once: bool
) -> None:
    recorded = "plans/recorded/SWE/requests/SWE-R-22CD.toml"
    own = recorded.replace("recorded", "nations")
    plan.write({own: RECORDS[recorded].replace('quantity = "unknown"', "quantity = 6")})
    later = [own, recorded] if not is_cleared_at_once else []
    plan.git("add", "--all")
    plan.git(
        "rm", "--quiet", *([recorded] if is_cleared_at_once else ["--cached", "--ignore-unmatch", "none"])
    )
    plan.git("commit", "--quiet", "--message", "Confirm", at="2022-10-01T12:00:00Z")

    events = told(plan, "SWE-R-22CD")

    assert [
        "is confirmed: taken up by the nation it was recorded for",
        "quantity from unknown to 6",
    ] in events
    assert events[-1] == ["new request: Barrels"]
    assert (["what was recorded for it is cleared away"] in events) is is_cleared_at_once
    assert later == [] or len(events) == 2


def test_record_that_moved_to_a_wider_layer_is_one_life(plan: Bench) -> None:
    plan.write({f"{LAYER}/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    plan.write({f"{LAYER}/plans/nations/NOR/stocks/NOR-S-5H1M.toml": "holding = 12000\n"})
    plan.git("init", "--quiet", folder=LAYER)
    plan.git("add", "--all", folder=LAYER)
    plan.git("commit", "--quiet", "--message", "Narrow", at="2022-10-01T12:00:00Z", folder=LAYER)
    commit(plan, "holding = 13000\n", "Wide", path="plans/nations/NOR/stocks/NOR-S-5H1M.toml", day=2)
    plan.git("rm", "--quiet", "plans/nations/NOR/stocks/NOR-S-5H1M.toml", folder=LAYER)
    plan.git("commit", "--quiet", "--message", "Gone", at="2022-10-03T12:00:00Z", folder=LAYER)

    assert told(plan, "NOR-S-5H1M") == [
        ["is gone from layer nordic, being in the shared layer"],
        ["moves from layer nordic to the shared layer", "holding from 12,000 to 13,000"],
        ["new stock"],
    ]
    assert "Kari Nordmann, layer nordic\n" in plan.run("log", "NOR-S-5H1M").stdout


def test_change_hidden_by_its_own_revert_is_told(plan: Bench) -> None:
    plan.git("switch", "--quiet", "--create", "side")
    commit(plan, TEXT.replace("Winter", "Spring"), "Rename", day=1)
    commit(plan, TEXT, "Rename back", day=2)
    plan.git("switch", "--quiet", "main")
    commit(plan, RECORDS[REQUEST] + "# x\n", "Other", path=REQUEST, day=3)
    plan.git("merge", "--quiet", "--no-ff", "--message", "Merge side", "side", at="2022-10-04T12:00:00Z")

    events = json.loads(plan.run("log", ID, "--format", "json").stdout)["events"]

    assert [event["subject"] for event in events] == ["Rename back", "Rename", "Record"]
    assert events[1]["taken_back_by"] == events[0]["commit"]
    assert events[0]["takes_back"] == events[1]["commit"]
    assert f"(taken back by {events[0]['commit'][:10]})" in plan.run("log", ID).stdout


def test_what_a_merge_itself_changed_is_told(plan: Bench) -> None:
    plan.git("switch", "--quiet", "--create", "side")
    commit(plan, TEXT.replace("Winter", "Spring"), "Spring", day=1)
    plan.git("switch", "--quiet", "main")
    commit(plan, TEXT.replace("Winter", "Summer"), "Summer", day=2)
    plan.git("merge", "--quiet", "--strategy", "ours", "--no-commit", "side")
    commit(plan, TEXT.replace("Winter", "Autumn"), "Both", day=3)

    done = plan.run("log", ID)

    assert "Kari Nordmann, in a merge\n  Both\n" in done.stdout
    assert done.stdout.endswith("4 commits changed NOR-C-7K3Q.\n")


def test_unreadable_versions_and_comments_are_told(plan: Bench) -> None:
    commit(plan, "title =\n", day=1)
    commit(plan, TEXT, day=2)
    commit(plan, "# Seen.\n" + TEXT, day=3)

    assert told(plan, ID)[:3] == [
        ["only comments or layout"],
        ["can be read again: Winter shells"],
        ["cannot be read in this state"],
    ]


def test_record_of_a_meeting_that_is_gone_is_found_in_the_history(plan: Bench) -> None:
    path = "plans/meetings/2022-09-28-brussels/decisions/D-7K3Q.toml"
    commit(plan, 'text = "Agreed."\n', path=path, day=1)
    commit(plan, None, path=path, day=2)

    assert told(plan, "D-7K3Q") == [["deleted decision: Agreed."], ["new decision: Agreed."]]


def test_slug_is_found_where_it_lies(plan: Bench) -> None:
    assert told(plan, "155mm-he") == [["new item: 155 mm high-explosive shell"]]


def test_life_since_a_meeting_leaves_out_what_was_before(plan: Bench) -> None:
    plan.git("tag", "2022-09-28-brussels")
    commit(plan, TEXT.replace("Winter", "Spring"), day=1)

    assert len(told(plan, ID, "--since", "2022-09-28-brussels")) == 1


@pytest.mark.parametrize("words", [(ID,), ()])
def test_since_a_day_before_the_first_commit_all_is_told(plan: Bench, words: tuple[str, ...]) -> None:
    commit(plan, TEXT.replace("Winter", "Spring"), day=1)

    done = plan.run("log", *words, "--since", "2022-09-01")

    assert (done.exit_code, done.stdout) == (0, plan.run("log", *words).stdout)


def test_since_a_meeting_before_the_first_commit_all_is_told(plan: Bench) -> None:
    path = "plans/meetings/2022-09-08-ramstein/meeting.toml"
    commit(plan, 'title = "Ramstein"\ndate = 2022-09-08\nplace = "Ramstein"\n', path=path)

    done = plan.run("log", ID, "--since", "2022-09-08-ramstein")

    assert (done.exit_code, done.stdout) == (0, plan.run("log", ID).stdout)


def test_since_a_day_that_a_shallow_clone_does_not_reach_is_refused(
    plan: Bench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    commit(plan, TEXT.replace("Winter", "Spring"), day=1)
    folder = tmp_path_factory.mktemp("shallow") / "plan"
    plan.git("clone", "--quiet", "--depth", "1", f"file://{plan.folder}", str(folder))

    done = Bench(folder).run("log", ID, "--since", "2022-09-29")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "No commit is as old as 2022-09-29" in done.stderr


def test_record_without_a_commit_has_no_history_yet(plan: Bench) -> None:
    plan.write({"plans/nations/NOR/requests/NOR-R-11AB.toml": 'title = "Barrels"\n'})

    done = plan.run("log", "NOR-R-11AB")

    assert (done.exit_code, done.stdout) == (
        0,
        "NOR-R-11AB has no history yet: nothing of it is committed.\n",
    )


def test_unknown_record_names_the_near_one(plan: Bench) -> None:
    done = plan.run("log", "NOR-C-7K3O")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "workbook: No record is called 'NOR-C-7K3O': did you mean NOR-C-7K3Q?\n"


def test_commits_of_the_plan_are_told_by_record(plan: Bench) -> None:
    commit(plan, TEXT.replace("Winter", "Spring"), "NOR renames it\n\nOn-behalf-of: NOR", day=1)

    done = plan.run("log", "--most", "1")

    head = plan.git("rev-parse", "HEAD")[:10]
    assert done.stdout == (
        f"{head}  2022-10-01 12:00+00:00  Kari Nordmann on behalf of NOR\n"
        "  NOR renames it\n"
        "    NOR-C-7K3Q  Spring shells\n"
        '      title from "Winter shells" to "Spring shells"\n'
    )


def test_commit_of_many_records_tells_the_first_and_counts_the_rest(plan: Bench) -> None:
    (only,) = json.loads(plan.run("log", "--format", "json").stdout)["commits"]

    assert len(only["records"]) == 10
    assert only["untold"] == 3
    assert "    and 3 other files" in plan.run("log").stdout


def test_plan_without_a_commit_says_so(bench: Bench) -> None:
    bench.git("init", "--quiet")
    bench.write({"plans/workbook.toml": "format = 1\n"})

    assert bench.run("log").stdout == "Nothing of the plan is committed yet, or nothing changed since.\n"


def test_plan_outside_git_is_refused(bench: Bench) -> None:
    bench.write({"plans/workbook.toml": "format = 1\n"})

    assert "lies in no git repository" in bench.run("log", "NOR-C-7K3Q").stderr


def test_shallow_clone_says_that_it_holds_a_part_of_the_history(
    plan: Bench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    commit(plan, TEXT.replace("Winter", "Spring"), day=1)
    folder = tmp_path_factory.mktemp("shallow") / "plan"
    plan.git("clone", "--quiet", "--depth", "1", f"file://{plan.folder}", str(folder))

    assert "(the history before is not in this clone)" in Bench(folder).run("log", ID).stdout


def test_bare_repository_has_a_history_too(plan: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bare") / "plan.git"
    plan.git("clone", "--quiet", "--bare", str(plan.folder), str(folder))

    assert Bench(folder).run("log", ID).stdout == plan.run("log", ID).stdout


def test_hostile_text_never_reaches_the_terminal(plan: Bench) -> None:
    hostile = "\\u001B[2J\\u202E"
    commit(plan, TEXT.replace("Winter", hostile), "\u202e\x1b[31mHostile\n\nBody \x1b[2J")

    said = "".join(
        plan.run("log", *words).stdout for words in ([ID], [], [ID, "--format", "json"], ["--format", "json"])
    )
    said += plan.run("blame", ID).stdout

    assert [letter for letter in said if not letter.isprintable() and letter != "\n"] == []


def test_merge_tells_nothing_again_that_a_side_said(plan: Bench) -> None:
    plan.git("switch", "--quiet", "--create", "talks")
    commit(plan, TEXT.replace("Winter", "Spring"), "Rename", day=1)
    plan.git("switch", "--quiet", "main")
    commit(plan, TEXT.replace("900}", "1000}", 1), "Raise", day=2)
    plan.git("merge", "--quiet", "--no-edit", "talks", at="2022-10-05T12:00:00Z")

    assert told(plan, ID)[0] == ["brings both sides together"]


def test_merge_tells_what_was_settled_in_it(plan: Bench) -> None:
    commit(plan, TEXT.replace("900}", "800}", 1), "Lower", day=1)
    plan.git("switch", "--quiet", "--create", "talks")
    commit(plan, TEXT.replace("900}", "1000}", 1), "Raise", day=2)
    plan.git("switch", "--quiet", "main")
    commit(plan, TEXT.replace("900}", "700}", 1), "Lower more", day=3)
    plan.git("merge", "--quiet", "--strategy", "ours", "--no-commit", "talks")
    commit(plan, TEXT.replace("900}", "800}", 1), "Settle", day=4)

    assert told(plan, ID)[0] == ["quantity from about 700 to about 800"]


def test_a_record_that_came_to_a_layer_as_it_went_from_another_has_moved(plan: Bench) -> None:
    path = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
    plan.write({f"{LAYER}/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    plan.write({f"{LAYER}/{path}": "holding = 12000\n"})
    plan.git("init", "--quiet", folder=LAYER)
    plan.git("add", "--all", folder=LAYER)
    plan.git("commit", "--quiet", "--message", "Narrow", at="2022-10-01T12:00:00Z", folder=LAYER)
    commit(plan, "holding = 12000\n", "Wide", path=path, day=2)
    plan.git("rm", "--quiet", path, folder=LAYER)
    plan.git("commit", "--quiet", "--message", "Gone", at="2022-10-02T12:00:00Z", folder=LAYER)

    assert told(plan, "NOR-S-5H1M") == [
        ["is gone from layer nordic, being in the shared layer"],
        ["moves from layer nordic to the shared layer"],
        ["new stock"],
    ]


def test_a_part_of_a_life_is_told_as_that(plan: Bench) -> None:
    commit(plan, TEXT.replace("Winter", "Spring"))
    commit(plan, TEXT.replace("Winter", "Summer"), day=2)

    done = plan.run("log", ID, "--most", "2")

    assert done.stdout.endswith(f"\nThese are the last 2 of 3 changes of {ID}.\n")


def test_the_first_commit_is_told_whatever_the_settings_say(plan: Bench) -> None:
    plan.git("config", "log.showRoot", "false")

    assert told(plan, ID) == [["new commitment: Winter shells"]]
