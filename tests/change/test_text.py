"""Files merged as texts: what both sides wrote stays, and what is in conflict stands between markers."""

from workbook.change.marks import sides_of
from workbook.change.merge import Conflict
from workbook.change.policy import ABSENT
from workbook.change.text import MergedText, Sides, merge_texts
from workbook.model.kind import Kind

NAMES = Sides(ours="NOR", base="base", theirs="SWE")
BASE = """\
title = "Shells" # as announced
quantity = 900
status = "pledged"

# Where they go.
to = [{party = "UKR", share = 1}]
tags = [
    "winter", # the first
    "air",
]
"""


def _merge(ours: str, theirs: str, base: str = BASE) -> MergedText:
    return merge_texts(base.encode(), ours.encode(), theirs.encode(), Kind.COMMITMENT, NAMES)


def _text(ours: str, theirs: str, base: str = BASE) -> str:
    merged = _merge(ours, theirs, base)
    assert merged.data is not None
    assert not merged.conflicts
    return merged.data.decode()


def test_a_clean_merge_of_lines_is_kept() -> None:
    ours = BASE.replace("Shells", "155 mm shells")
    theirs = BASE.replace('"air",', '"air", # new')

    assert _text(ours, theirs) == BASE.replace("Shells", "155 mm shells").replace('"air",', '"air", # new')


def test_fields_side_by_side_are_merged_where_lines_clash() -> None:
    ours = BASE.replace("900", "800")
    theirs = BASE.replace('"pledged"', '"committed"')

    assert _text(ours, theirs) == BASE.replace("900", "800").replace('"pledged"', '"committed"')


def test_comments_of_both_sides_stay() -> None:
    ours = BASE.replace("quantity = 900", "# counted\nquantity = 900 # by hand")
    theirs = BASE.replace("quantity = 900", "# promised\nquantity = 950")

    assert "# counted\n# promised\nquantity = 950 # by hand\n" in _text(ours, theirs)


def test_a_new_format_of_one_side_takes_the_data_of_the_other() -> None:
    ours = BASE.replace('to = [{party = "UKR", share = 1}]', 'to = [\n  {party = "UKR", share = 1},\n]')
    theirs = BASE.replace('"UKR", share = 1}]', '"UKR", share = 1}, {party = "MDA"}]')

    merged = _text(ours, theirs)

    assert 'to = [\n  {party = "UKR", share = 1},\n' in merged
    assert '{party = "MDA"}' in merged


def test_lines_inside_a_list_merge_with_their_comments() -> None:
    ours = BASE.replace('    "air",\n', "")
    theirs = BASE.replace('    "air",\n', '    "air",\n    "urgent", # asked for\n')

    merged = _text(ours, theirs)

    assert '"winter", # the first' in merged
    assert '"urgent"' in merged
    assert '"air"' not in merged


def test_fields_that_both_add_at_one_place_are_both_kept_with_their_comments() -> None:
    ours = BASE.replace("quantity = 900\n", 'quantity = 900\n# how\nvia = "a fund"\n')
    theirs = BASE.replace("quantity = 900\n", "quantity = 900\n# when\nmade_on = 2022-09-20\n")

    merged = _text(ours, theirs)

    assert '# how\nvia = "a fund"\n# when\nmade_on = 2022-09-20\n' in merged


def test_new_blocks_at_the_end_are_both_kept_and_new_keys_stay_in_theirs() -> None:
    base = '[[lots]]\nlot = "a"\n'
    ours = base + '\n[[lots]] # ours\nlot = "b"\n'
    theirs = base + 'quantity = 3\n\n[[lots]]\nlot = "c"\n'

    merged = _text(ours, theirs, base)

    assert (
        merged == '[[lots]]\nlot = "a"\nquantity = 3\n\n[[lots]] # ours\nlot = "b"\n\n[[lots]]\nlot = "c"\n'
    )


def test_a_conflict_stands_between_markers_around_its_statement_alone() -> None:
    ours = BASE.replace("900", "800").replace("Shells", "155 mm shells")
    theirs = BASE.replace("900", "950").replace('"pledged"', '"committed"')

    merged = _merge(ours, theirs)

    assert merged.conflicts == (Conflict(path=("quantity",), base=900, ours=800, theirs=950),)
    assert merged.data is not None
    assert merged.data.decode() == (
        BASE.replace(
            "quantity = 900\n",
            "<<<<<<< NOR\nquantity = 800\n||||||| base\nquantity = 900\n"
            "=======\nquantity = 950\n>>>>>>> SWE\n",
        )
        .replace("Shells", "155 mm shells")
        .replace('"pledged"', '"committed"')
    )


def test_what_merges_inside_a_statement_in_conflict_is_merged_in_each_version() -> None:
    base = 'lots = [{lot = "a", quantity = 1}, {lot = "b", quantity = 1}]\n'
    ours = base.replace('"a", quantity = 1', '"a", quantity = 2')
    theirs = base.replace("quantity = 1", "quantity = 3")

    versions = sides_of(_merge(ours, theirs, base).data or b"")

    assert versions is not None
    assert versions.ours == b'lots = [{lot = "a", quantity = 2}, {lot = "b", quantity = 3}]\n'
    assert versions.theirs == b'lots = [{lot = "a", quantity = 3}, {lot = "b", quantity = 3}]\n'


def test_decisions_are_told_where_lines_clash() -> None:
    ours = BASE.replace("900", "800").replace("share = 1}]", 'share = 1}, {party = "MDA"}]')
    theirs = BASE.replace('"pledged"', '"committed"').replace('"UKR", share = 1}', '"UKR"}')

    told = [(one.path[0], one.words) for one in _merge(ours, theirs).resolutions]

    assert told == [
        ("to", "holds what either side added, without what either removed"),
        ("quantity", "taken from NOR"),
        ("status", "taken from SWE"),
    ]


def test_text_broken_by_backslashes_is_merged_by_its_lines() -> None:
    base = 'format = """\\\na\\\nb\\\nc"""\n'

    merged = merge_texts(
        base.encode(), base.replace("a\\", "A\\").encode(), base.replace("\nc", "\nC").encode(), None, NAMES
    )

    assert merged.data == b'format = """\\\nA\\\nb\\\nC"""\n'
    assert not merged.conflicts


def test_line_ends_changed_by_one_side_are_no_conflict() -> None:
    ours = BASE.replace("\n", "\r\n")
    theirs = BASE.replace("900", "950")

    assert _text(ours, theirs) == BASE.replace("900", "950").replace("\n", "\r\n")


def test_a_file_that_both_sides_added_is_merged_as_from_an_empty_one() -> None:
    merged = merge_texts(None, b"a = 1\nc = 1\n", b"b = 1\nc = 1\n", None, NAMES)

    assert merged.data == b"a = 1\nc = 1\nb = 1\n"
    assert not merged.conflicts


def test_a_file_deleted_by_one_side_is_gone_if_the_other_left_it_alone() -> None:
    assert merge_texts(b"a = 1\n", None, b"a = 1\n", None, NAMES) == MergedText(data=None)
    assert merge_texts(b"a = 1\n", b"a = 1\n", None, None, NAMES) == MergedText(data=None)


def test_a_change_against_a_deletion_of_the_file_is_a_conflict_that_leaves_the_change() -> None:
    merged = merge_texts(b"a = 1\n", None, b"a = 2\n", None, NAMES)

    assert merged.data == b"a = 2\n"
    assert merged.conflicts == (Conflict(path=(), base=b"a = 1\n", ours=ABSENT, theirs=b"a = 2\n"),)


def test_what_is_not_toml_is_merged_by_lines_and_is_a_conflict() -> None:
    merged = merge_texts(b"a = \n1\n2\n3\n", b"a = \n0\n2\n3\n", b"a = \n1\n2\n4\n", None, NAMES)

    assert merged.conflicts
    assert sides_of(merged.data or b"") is not None


def test_a_file_with_markers_inside_is_a_conflict_whose_sides_can_be_told() -> None:
    base = b"a = 1\n"
    ours = b"<<<<<<< x\na = 2\n=======\na = 3\n>>>>>>> y\n"

    merged = merge_texts(base, ours, b"a = 4\n", None, NAMES)
    versions = sides_of(merged.data or b"")

    assert merged.conflicts
    assert versions is not None
    assert (versions.ours, versions.theirs) == (ours, b"a = 4\n")


def test_bytes_that_are_no_text_are_left_as_ours() -> None:
    merged = merge_texts(b"\x00", b"\x00\x01", b"\x00\x02", None, NAMES)

    assert merged.data == b"\x00\x01"
    assert merged.conflicts


def test_thousands_of_conflicts_and_comments_take_no_hours() -> None:
    base = "".join(f"# {n}\n\nk{n} = 0\n" for n in range(3_000))

    merged = _merge(base.replace("= 0", "= 1"), base.replace("= 0", "= 2"), base)

    assert len(merged.conflicts) == 3_000


def test_blocks_moved_about_by_both_sides_lose_nothing() -> None:
    base = "[a]\nx = 1\n\n[b]\ny = 1\n\n[c]\nz = 1\n"
    ours = "[b]\ny = 1\n\n[a]\nx = 2\n\n[c]\nz = 1\n"
    theirs = "[a]\nx = 1\n\n[c]\nz = 2\n\n[b]\ny = 1\n"

    merged = _text(ours, theirs, base)

    assert merged == "[b]\ny = 1\n\n[a]\nx = 2\n\n[c]\nz = 2\n"


def test_more_bytes_than_a_record_may_have_are_not_merged_by_meaning() -> None:
    ours = BASE.replace("900", "800") + "#" * (1 << 20)

    merged = _merge(ours, BASE.replace("900", "700"))

    assert merged.data == ours.encode()
    assert [conflict.path for conflict in merged.conflicts] == [()]


ENDED = """\
title = "Shells"

# Who is told.
[[lots]]
lot = "a"
quantity = 4 # crates

# Given up.
[retired]
on = 2022-09-20
reason = "No longer"
"""
CHANGED = ENDED.replace("4 # crates", "5 # big crates").replace('"No longer"', '"Never"  # sadly')
BARE = 'title = "Shells"\n'


def _chosen(ours: str, theirs: str, choices: dict[str, str]) -> str:
    merged = merge_texts(ENDED.encode(), ours.encode(), theirs.encode(), Kind.COMMITMENT, NAMES, choices)
    assert not merged.conflicts
    assert merged.data is not None
    return merged.data.decode()


def test_tables_that_are_chosen_against_a_deletion_stay_as_they_are_written() -> None:
    choices = {"lots": "ours", "retired": "ours"}

    assert _chosen(CHANGED, BARE, choices) == CHANGED
    assert _chosen(BARE, CHANGED, {key: "theirs" for key in choices}) == CHANGED
    assert _chosen(CHANGED, BARE, {key: "base" for key in choices}) == ENDED
    assert _chosen(BARE, CHANGED, {key: "ours" for key in choices}).strip() == BARE.strip()


def test_each_conflict_is_settled_from_the_side_that_was_chosen_for_it() -> None:
    mixed = _chosen(CHANGED, BARE, {"lots": "theirs", "retired": "ours"})

    assert "lots" not in mixed
    assert mixed.endswith('# Given up.\n[retired]\non = 2022-09-20\nreason = "Never"  # sadly\n')
