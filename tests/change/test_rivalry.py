"""Two changes that cannot both be taken in."""

from workbook.change.rivalry import rival_places

PATH = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
TEXT = b'title = "Shells"\nquantity = 12\nstatus = "pledged"\n'


def changed(old: bytes, new: bytes) -> dict[str, bytes | None]:
    return {PATH: TEXT.replace(old, new)}


def test_one_field_changed_differently_is_named() -> None:
    one, other = changed(b"12", b"10"), changed(b"12", b"14")

    assert rival_places({PATH: TEXT}, one, other) == ("NOR-C-7K3Q quantity",)


def test_neighbouring_fields_and_the_same_change_stand_side_by_side() -> None:
    one, other = changed(b"12", b"10"), changed(b'"pledged"', b'"committed"')

    assert rival_places({PATH: TEXT}, one, other) == ()
    assert rival_places({PATH: TEXT}, one, one) == ()


def test_a_deletion_against_a_change_is_over_the_whole_record() -> None:
    assert rival_places({PATH: TEXT}, {PATH: None}, changed(b"12", b"10")) == ("NOR-C-7K3Q",)


def test_both_adding_what_differs_conflicts_where_it_does() -> None:
    assert rival_places({PATH: None}, {PATH: TEXT}, changed(b"12", b"10")) == ("NOR-C-7K3Q quantity",)
