"""Merging and settling from the command line: what stops, what is left, what plain git then sees."""

import json
import os
import re
from typing import Any

import pytest

from workbook.desk.merging import joining
from workbook.desk.outlook import Outlook
from workbook.vcs.packing import NoSpaceError

from .conftest import COMMITMENT, REQUEST, Bench

OTHER = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
SECOND = """\
title = "Spring shells"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 50
made_on = 2022-09-20
"""


@pytest.fixture
def norway(norway: Bench) -> Bench:
    """Norway's plan with the records that are changed here."""
    norway.commit({OTHER: SECOND})
    return norway


def _parted(bench: Bench, theirs: dict[str, str | bytes], ours: dict[str, str | bytes]) -> None:
    """Let the branch `talks` change some files and `main` others."""
    bench.git("switch", "--quiet", "--create", "talks")
    bench.commit(theirs)
    bench.git("switch", "--quiet", "main")
    bench.commit(ours)


def _text(bench: Bench, path: str) -> str:
    return (bench.folder / path).read_text()


def test_what_only_one_side_changed_is_taken(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {REQUEST: _text(norway, REQUEST) + "# seen\n"})

    done = norway.run("merge", "talks")

    assert done.exit_code == 0
    assert "quantity = 60" in _text(norway, OTHER)
    assert "# seen" in _text(norway, REQUEST)
    assert norway.git("status", "--porcelain") == ""


def test_branch_that_is_ahead_is_taken_without_a_merge_commit(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {})
    norway.git("reset", "--quiet", "--hard", "HEAD~1")

    done = norway.run("merge", "talks")

    assert done.exit_code == 0
    assert norway.git("rev-parse", "HEAD") == norway.git("rev-parse", "talks")
    assert "quantity = 60" in _text(norway, OTHER)


def test_nothing_to_merge_is_said(norway: Bench) -> None:
    norway.git("branch", "talks")

    done = norway.run("merge", "talks")

    assert done.exit_code == 2
    assert "nothing to merge" in done.stderr


def test_new_errors_stop_a_clean_merge(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND + 'supplier = "nobody"\n'}, {OTHER: SECOND.replace("Spring", "Summer")})
    before = norway.git("rev-parse", "HEAD")

    stopped = norway.run("merge", "talks")

    assert stopped.exit_code == 1
    assert "WB201" in stopped.stdout
    assert "--with-errors" in stopped.stderr
    assert norway.git("rev-parse", "HEAD") == before
    assert norway.git("status", "--porcelain") == ""


def test_errors_taken_on_purpose_are_named_in_the_commit(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND + 'supplier = "nobody"\n'}, {OTHER: SECOND.replace("Spring", "Summer")})

    done = norway.run("merge", "talks", "--with-errors", "The supplier follows tomorrow.")

    assert done.exit_code == 0
    assert "With-errors: The supplier follows tomorrow." in norway.git("log", "-1", "--format=%B")


def test_dry_run_writes_nothing(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    before = norway.git("rev-parse", "HEAD")

    done = norway.run("merge", "talks", "--dry-run")

    assert done.exit_code == 1
    assert "NOR-C-9D0M:quantity" in done.stdout
    assert norway.git("rev-parse", "HEAD") == before
    assert norway.git("status", "--porcelain") == ""


def test_local_changes_in_the_way_are_refused_and_kept(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {})
    norway.write({OTHER: SECOND + "# mine\n"})

    done = norway.run("merge", "talks")

    assert done.exit_code == 2
    assert _text(norway, OTHER) == SECOND + "# mine\n"


def test_local_change_that_looks_like_none_is_refused_and_kept(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook.records.index._GRAIN_NS", -(10**12))
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {REQUEST: _text(norway, REQUEST) + "# seen\n"})
    norway.run("check")
    before, judged = (norway.folder / OTHER).stat(), joining._judged

    def edit_and_judge(*given: Any) -> Outlook:
        norway.write({OTHER: SECOND.replace("50", "70")})
        os.utime(norway.folder / OTHER, ns=(before.st_atime_ns, before.st_mtime_ns))
        return judged(*given)

    monkeypatch.setattr(joining, "_judged", edit_and_judge)

    assert norway.run("merge", "talks").exit_code == 2
    assert _text(norway, OTHER) == SECOND.replace("50", "70")


def test_change_against_retirement_by_deletion_is_a_conflict(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.git("rm", "--quiet", OTHER)
    norway.git("commit", "--quiet", "--message", "Delete")
    norway.git("switch", "--quiet", "main")
    norway.commit({OTHER: SECOND.replace("50", "60")})

    merged = norway.run("merge", "talks")
    listed = norway.run("resolve", "--format", "json")
    told = norway.run("resolve").stdout
    settled = norway.run("resolve", "NOR-C-9D0M", "--use", "main")

    left = json.loads(listed.stdout)["left"]
    assert merged.exit_code == 1
    assert told.endswith("`workbook resolve NOR-C-9D0M` with --use base, --use main or --use talks.\n")
    assert [one["conflict"] for one in left] == ["NOR-C-9D0M"]
    assert left[0]["positions"][2]["value"] == "no such file"
    assert settled.exit_code == 0
    assert "quantity = 60" in _text(norway, OTHER)
    assert norway.git("ls-files", "--unmerged") == ""


def test_deletion_can_be_chosen(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.git("rm", "--quiet", OTHER)
    norway.git("commit", "--quiet", "--message", "Delete")
    norway.git("switch", "--quiet", "main")
    norway.commit({OTHER: SECOND.replace("50", "60")})

    norway.run("merge", "talks")
    settled = norway.run("resolve", "NOR-C-9D0M", "--use", "talks")

    assert settled.exit_code == 0
    assert not (norway.folder / OTHER).exists()
    assert norway.git("ls-files", "--unmerged") == ""


def test_fields_are_settled_one_by_one(norway: Bench) -> None:
    theirs = SECOND.replace("50", "60").replace("Spring", "April")
    ours = SECOND.replace("50", "40").replace("Spring", "May")
    _parted(norway, {OTHER: theirs}, {OTHER: ours})
    norway.run("merge", "talks")

    first = norway.run("resolve", "NOR-C-9D0M:quantity", "--use", "talks")
    halfway = _text(norway, OTHER)
    unfinished = norway.run("merge", "--continue")
    second = norway.run("resolve", "NOR-C-9D0M:title", "--use", "base")
    finished = norway.run("merge", "--continue")

    assert first.exit_code == 0
    assert "quantity = 60" in halfway
    assert "<<<<<<<" in halfway
    assert unfinished.exit_code == 1
    assert "NOR-C-9D0M:title" in unfinished.stderr
    assert second.exit_code == 0
    assert finished.exit_code == 0
    assert _text(norway, OTHER) == SECOND.replace("50", "60")


def test_what_is_left_is_listed_with_the_way_to_settle_it(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    norway.run("merge", "talks")

    listed = norway.run("resolve").stdout
    refused = norway.run("set", "NOR-C-9D0M", "quantity=45")

    assert re.search(r"^  base   50$", listed, re.MULTILINE)
    assert listed.endswith(
        "To settle it: `workbook resolve NOR-C-9D0M:quantity` with --use base, --use main or --use talks, "
        "or with --value VALUE.\n"
    )
    assert "a merge conflict is open in it: settle it by `workbook resolve`" in refused.stderr


def test_texts_in_conflict_are_told_by_the_lines_that_differ(norway: Bench) -> None:
    start = "All of this was said in Riga by everybody who was there at the time.\n"

    def noted(end: str) -> str:
        return f'{SECOND}notes = """\n{start}{end}"""\n'

    norway.commit({OTHER: noted("By ship.")})
    _parted(norway, {OTHER: noted("By rail.")}, {OTHER: noted("By road.")})

    merged = norway.run("merge", "talks").stdout

    assert re.search(r'^  base   "… By ship."$', merged, re.MULTILINE)
    assert re.search(r'^  main   "… By road."$', merged, re.MULTILINE)
    assert re.search(r'^  talks  "… By rail."$', merged, re.MULTILINE)


def test_long_texts_in_conflict_are_told_by_what_differs_within_a_line(norway: Bench) -> None:
    start, end = "All of this was said in Riga by everybody who was there", "as was read out to all."

    def noted(middle: str) -> str:
        return f'{SECOND}notes = "{start} {middle} {end * 4}"\n'

    norway.commit({OTHER: noted("by ship")})
    _parted(norway, {OTHER: noted("by rail")}, {OTHER: noted("by road")})

    merged = norway.run("merge", "talks").stdout

    assert '  main   "… was there by road as was read …"\n' in merged
    assert '  talks  "… was there by rail as was read …"\n' in merged


def test_a_choice_that_cannot_be_staged_is_no_choice(norway: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    norway.run("merge", "talks")
    message = norway.folder / ".git/MERGE_MSG"
    before = _text(norway, OTHER), message.read_text(), norway.git("ls-files", "--stage")

    def refuse(*_: object) -> None:
        raise NoSpaceError(norway.folder)

    monkeypatch.setattr("workbook.vcs.index.IndexUpdate.write", refuse)
    done = norway.run("resolve", "--use", "talks")

    assert done.exit_code == 2
    assert "No space is left" in done.stderr
    assert (_text(norway, OTHER), message.read_text(), norway.git("ls-files", "--stage")) == before
    assert not message.with_name("MERGE_MSG.new").exists()


def test_side_of_a_conflict_is_named_by_who_speaks_there(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.write({OTHER: SECOND.replace("50", "60")})
    norway.git("commit", "--quiet", "-am", "Record", "-m", "On-behalf-of: USA")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-9D0M", "quantity=40")
    norway.run("merge", "talks")

    done = norway.run("resolve", "--use", "usa")

    assert done.exit_code == 0
    assert "quantity = 60" in _text(norway, OTHER)


def test_a_nation_that_speaks_on_both_sides_names_none(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-9D0M", "quantity=60")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-9D0M", "quantity=40")
    norway.run("merge", "talks")
    before = _text(norway, OTHER)

    done = norway.run("resolve", "--use", "NOR")

    assert done.exit_code == 2
    assert done.stderr == (
        "workbook: NOR speaks on both sides of NOR-C-9D0M:quantity: use main, talks or base.\n"
    )
    assert _text(norway, OTHER) == before


def test_changes_made_alike_are_not_counted_as_decided(norway: Bench) -> None:
    theirs = SECOND.replace("50", "60").replace("Spring", "April")
    _parted(norway, {OTHER: theirs}, {OTHER: theirs + 'tags = ["a"]\n'})
    alike = norway.run("merge", "talks").stdout
    norway.git("reset", "--quiet", "--hard", "HEAD^")
    norway.git("switch", "--quiet", "talks")
    norway.commit({OTHER: SECOND.replace("50", "60") + 'tags = ["b"]\n'})
    norway.git("switch", "--quiet", "main")

    decided = norway.run("merge", "talks").stdout

    assert "decided by meaning" not in alike
    assert "1 field decided by meaning" in decided


def test_all_that_is_left_can_be_settled_at_once(norway: Bench) -> None:
    theirs = SECOND.replace("50", "60").replace("Spring", "April")
    ours = SECOND.replace("50", "40").replace("Spring", "May")
    _parted(norway, {OTHER: theirs}, {OTHER: ours})
    norway.run("merge", "talks")

    done = norway.run("resolve", "--use", "talks")

    assert done.exit_code == 0
    assert _text(norway, OTHER) == theirs


def test_markers_taken_out_by_hand_count_as_settled(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    norway.run("merge", "talks")
    norway.write({OTHER: SECOND.replace("50", "55")})

    done = norway.run("merge", "--continue")

    assert done.exit_code == 0
    assert norway.git("show", f"HEAD:{OTHER}") == SECOND.replace("50", "55").strip()


def test_a_side_that_nobody_knows_is_refused(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    norway.run("merge", "talks")

    side = norway.run("resolve", "NOR-C-9D0M:quantity", "--use", "ours")
    field = norway.run("resolve", "NOR-C-9D0M:status", "--use", "talks")

    assert side.exit_code == 2
    assert "main, talks or base" in side.stderr
    assert field.exit_code == 2
    assert "NOR-C-9D0M:quantity" in field.stderr


def test_without_a_merge_there_is_nothing_to_resolve(norway: Bench) -> None:
    done = norway.run("resolve")

    assert done.exit_code == 2
    assert "No merge is in progress" in done.stderr


def test_others_changes_are_merged_though_one_may_not_make_them(norway: Bench) -> None:
    ukraine = _text(norway, REQUEST).replace("4000", "5000")
    _parted(norway, {REQUEST: ukraine}, {COMMITMENT: _text(norway, COMMITMENT) + "# mine\n"})

    done = norway.run("merge", "talks")

    assert done.exit_code == 0
    assert "quantity = 5000" in _text(norway, REQUEST)


def test_a_branch_named_like_an_option_is_refused(norway: Bench) -> None:
    done = norway.run("merge", "--", "-x")

    assert done.exit_code == 2
    assert "looks like an option" in done.stderr


def test_a_conflict_tells_who_changed_the_field_not_who_changed_the_record_last(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-9D0M", "quantity=60")
    norway.run("set", "NOR-C-9D0M", "title=Shells of spring")
    norway.git("switch", "--quiet", "main")
    norway.commit({OTHER: SECOND.replace("50", "70")})

    left = norway.run("merge", "talks")
    listed = norway.run("resolve")

    assert "NOR raises Spring shells from 50 to 60" in left.stdout
    assert "NOR raises Spring shells from 50 to 60" in listed.stdout


def test_file_that_one_side_made_a_link_is_settled_by_choosing_a_side(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    (norway.folder / OTHER).unlink()
    (norway.folder / OTHER).symlink_to("NOR-C-7K3Q.toml")
    norway.commit({})
    norway.git("switch", "--quiet", "main")
    norway.commit({OTHER: SECOND.replace("50", "60")})

    merged = norway.run("merge", "talks")
    unfinished = norway.run("merge", "--continue")
    listed = norway.run("resolve", "--format", "json")
    settled = norway.run("resolve", "--use", "talks")

    positions = json.loads(listed.stdout)["left"][0]["positions"]
    assert merged.exit_code == 1
    assert unfinished.exit_code == 1
    assert [one["value"] for one in positions] == ["the whole file", "the whole file", "a link"]
    assert settled.exit_code == 0
    assert (norway.folder / OTHER).is_symlink()
    assert norway.git("ls-files", "--unmerged") == ""


def test_own_file_can_be_kept_against_a_link(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    (norway.folder / OTHER).unlink()
    (norway.folder / OTHER).symlink_to("NOR-C-7K3Q.toml")
    norway.commit({})
    norway.git("switch", "--quiet", "main")
    norway.commit({OTHER: SECOND.replace("50", "60")})

    norway.run("merge", "talks")
    settled = norway.run("resolve", "--use", "main")
    finished = norway.run("merge", "--continue")

    assert settled.exit_code == 0
    assert finished.exit_code == 0
    assert _text(norway, OTHER) == SECOND.replace("50", "60")
    assert norway.git("status", "--porcelain") == ""


def test_conflict_over_bytes_that_are_no_text_is_not_taken_for_settled(norway: Bench) -> None:
    _parted(norway, {OTHER: b"\0\1\2"}, {OTHER: SECOND.replace("50", "60")})

    norway.run("merge", "talks")
    listed = norway.run("resolve")
    unfinished = norway.run("merge", "--continue")
    settled = norway.run("resolve", "--use", "talks")

    assert listed.exit_code == 1
    assert "NOR-C-9D0M" in listed.stdout
    assert unfinished.exit_code == 1
    assert settled.exit_code == 0
    assert (norway.folder / OTHER).read_bytes() == b"\0\1\2"


def test_own_lines_kept_by_hand_count_as_settled(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    norway.run("merge", "talks")
    norway.write({OTHER: SECOND.replace("50", "40")})

    done = norway.run("merge", "--continue")

    assert done.exit_code == 0
    assert _text(norway, OTHER) == SECOND.replace("50", "40")


def test_conflict_over_a_huge_file_says_how_huge(norway: Bench) -> None:
    _parted(
        norway, {OTHER: SECOND.replace("50", "60") + "#" * (1 << 20)}, {OTHER: SECOND.replace("50", "40")}
    )

    merged = norway.run("merge", "talks")
    settled = norway.run("resolve", "--use", "main")

    assert merged.exit_code == 1
    assert "too many to be merged by meaning" in merged.stdout
    assert settled.exit_code == 0
    assert _text(norway, OTHER) == SECOND.replace("50", "40")


def test_value_of_several_lines_is_written_a_line_to_a_line(norway: Bench) -> None:
    notes = 'notes = """\nBy rail.\nThen by %s."""\n'
    norway.commit({OTHER: SECOND + notes % "road"})
    _parted(norway, {OTHER: SECOND + notes % "sea"}, {OTHER: SECOND + notes % "air"})
    norway.run("merge", "talks")

    norway.run("resolve", "NOR-C-9D0M:notes", "--value", "By rail.\nThen by foot.")

    assert _text(norway, OTHER) == SECOND + notes % "foot"


def test_what_was_chosen_is_told_in_the_merge_commit(norway: Bench) -> None:
    theirs = SECOND.replace("50", "60").replace("Spring", "April").replace("committed", "pledged")
    ours = SECOND.replace("50", "40").replace("Spring", "May").replace("committed", "contracted")
    _parted(norway, {OTHER: theirs + "# seen\n"}, {OTHER: ours})
    norway.run("merge", "talks")

    norway.run("resolve", "NOR-C-9D0M:quantity", "--use", "talks")
    norway.run("resolve", "NOR-C-9D0M:title", "--value", "Shells of June")
    norway.run("resolve", "NOR-C-9D0M:status", "--use", "base")
    done = norway.run("merge", "--continue")

    message = norway.git("log", "-1", "--format=%B")
    assert done.exit_code == 0, done.stdout + done.stderr
    assert message.startswith("Merge talks into main\n\n")
    assert (
        "In conflict, and settled by choice:\n\n"
        "- NOR-C-9D0M quantity: 60, as talks said (before 50, main said 40)\n"
        '- NOR-C-9D0M title: Shells of June (before "Spring shells", main said "May shells", '
        'talks said "April shells")\n'
        "- NOR-C-9D0M status: committed, as before (main said contracted, talks said pledged)\n"
        "\n"
        "On-behalf-of: NOR"
    ) in message


def test_what_was_chosen_is_told_where_plain_git_commits(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    norway.run("merge", "talks")

    norway.run("resolve", "--use", "main")
    norway.git("commit", "--quiet", "--no-edit")

    message = norway.git("log", "-1", "--format=%B")
    assert "- NOR-C-9D0M quantity: 40, as main said (before 50, talks said 60)\n" in message
    assert message.endswith("On-behalf-of: NOR")


def test_what_was_settled_by_hand_is_told_too(norway: Bench) -> None:
    _parted(norway, {OTHER: SECOND.replace("50", "60")}, {OTHER: SECOND.replace("50", "40")})
    norway.run("merge", "talks")
    norway.write({OTHER: SECOND.replace("50", "55")})

    norway.run("merge", "--continue")

    told = "- NOR-C-9D0M quantity: by hand (before 50, main said 40, talks said 60)\n"
    assert told in norway.git("log", "-1", "--format=%B")


def test_choice_between_a_change_and_a_deletion_is_told(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.git("rm", "--quiet", OTHER)
    norway.git("commit", "--quiet", "--message", "Delete")
    norway.git("switch", "--quiet", "main")
    norway.commit({OTHER: SECOND.replace("50", "60")})
    norway.run("merge", "talks")

    norway.run("resolve", "--use", "main")
    norway.run("merge", "--continue")

    told = "- NOR-C-9D0M: the whole file, as main said (before the whole file, talks said no such file)\n"
    assert told in norway.git("log", "-1", "--format=%B")
