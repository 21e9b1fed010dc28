"""Drafts on records that others changed meanwhile."""

from workbook.desk.form.draft import Draft
from workbook.desk.form.joining import Contested, joined

_PATH = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_BASE = (
    b'title = "Shells"\nquantity = 900  # rounds\nstatus = "pledged"\nlots = [{lot = "a", quantity = 4}]\n'
)


def _draft(old: bytes, new: bytes) -> Draft:
    return Draft(path=_PATH, base=_BASE, text=_BASE.replace(old, new))


def test_what_others_changed_elsewhere_comes_in_and_the_draft_stays() -> None:
    found = joined(_draft(b"900", b"800"), _BASE.replace(b"pledged", b"committed"))

    assert found.draft.text == _BASE.replace(b"900", b"800").replace(b"pledged", b"committed")
    assert found.draft.base == _BASE.replace(b"pledged", b"committed")
    assert found.brought == ["status"]
    assert found.contested == ()


def test_where_both_changed_the_same_the_draft_stands_and_both_values_are_told() -> None:
    now = _BASE.replace(b"900", b"700").replace(b"pledged", b"committed")

    found = joined(_draft(b"900", b"800"), now)

    assert found.draft.text == now.replace(b"700", b"800")
    assert found.brought == ["status"]
    assert found.contested == [Contested(path="quantity", mine="800", other="700")]


def test_a_contested_field_of_an_entry_is_named_by_the_row_it_stands_in() -> None:
    found = joined(_draft(b"quantity = 4", b"quantity = 5"), _BASE.replace(b"quantity = 4", b"quantity = 6"))

    assert [one.path for one in found.contested] == ["lots[0].quantity"]


def test_a_draft_of_a_record_that_did_not_change_stays_as_it_is() -> None:
    draft = _draft(b"900", b"800")

    assert joined(draft, _BASE).draft is draft


def test_a_draft_without_changes_becomes_the_record_as_it_is_now() -> None:
    now = _BASE.replace(b"900", b"700")

    found = joined(Draft(path=_PATH, base=_BASE, text=_BASE), now)

    assert (found.draft.base, found.draft.text) == (now, now)
    assert not found.draft.has_changed


def test_a_draft_of_a_record_that_is_gone_would_make_it_anew() -> None:
    found = joined(_draft(b"900", b"800"), None)

    assert found.draft.is_new
    assert found.draft.text == _BASE.replace(b"900", b"800")
    assert [one.path for one in found.contested] == [""]
