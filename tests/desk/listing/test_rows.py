"""What stands on a shelf, and which of it a filter leaves."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.check.examples import COALITION
from workbook.desk.filters import NotAFilterError
from workbook.desk.listing.contents import Contents
from workbook.desk.listing.rows import Listing, Order, Stand, listing, stand
from workbook.errors import WorkbookError
from workbook.model.kind import Kind
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

NOWHERE = CacheFolder(None)
FOLDER = "plans/nations/NOR/commitments"
SHELLS = 'title = "Winter shells"\nkind = "donation"\nstatus = "committed"\nquantity = 400\n'


def _loaded(files: Mapping[str, str]) -> Workbook:
    return load(survey(mapping_stack({**COALITION, **files}), NOWHERE), NOWHERE)


def _on_shelf(workbook: Workbook) -> Stand:
    paths = [file.path for file in workbook.files]
    return stand(workbook, Contents(paths).paths(Kind.COMMITMENT, "NOR"))


def test_on_a_shelf_stands_what_counts_and_what_cannot_be_read_is_counted() -> None:
    workbook = _loaded(
        {
            f"{FOLDER}/NOR-C-7K3Q.toml": SHELLS,
            "plans/recorded/NOR/commitments/NOR-C-7K3Q.toml": SHELLS,
            "plans/recorded/NOR/commitments/NOR-C-8K3Q.toml": SHELLS,
            f"{FOLDER}/NOR-C-9K3Q.toml": "x = ",
            f"{FOLDER}/shells.txt": "no record",
        }
    )

    found = _on_shelf(workbook)

    assert [record.path for record in found.records] == [
        f"{FOLDER}/NOR-C-7K3Q.toml",
        "plans/recorded/NOR/commitments/NOR-C-8K3Q.toml",
    ]
    assert found.unread == 1


def test_records_on_a_shelf_are_made_when_they_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = _loaded({f"{FOLDER}/NOR-C-{number}K3Q.toml": SHELLS for number in range(9)})
    found, looked_at = _on_shelf(workbook), list[str]()
    known = workbook.file_at

    def noting(path: str) -> Any:
        looked_at.append(path)
        return known(path)

    monkeypatch.setattr(workbook, "file_at", noting)
    rows = listing(workbook, Kind.COMMITMENT, found)

    assert (len(rows), looked_at) == (9, [])
    assert rows.record(4).id == "NOR-C-4K3Q"
    assert looked_at == [f"{FOLDER}/NOR-C-4K3Q.toml"]


NAMES = ("Winter shells", "Winter fuzes", "Rope", "Shells, late")
FLEET = _loaded(
    {
        f"{FOLDER}/NOR-C-{number:02}3Q.toml": SHELLS.replace("Winter shells", NAMES[number % 4]).replace(
            "committed", ("committed", "pledged", "considered")[number % 3]
        )
        for number in range(24)
    }
)
typed_words = st.lists(
    st.sampled_from(
        [
            *("w", "wint", "winter", "s", "shells", "0", "'winter s", "title~s", "title~shell", "title!="),
            *("status=committed", "status!=pledged", "status~e", "status~ed", "quantity<500", "quantity="),
        ]
    ),
    max_size=3,
).map(" ".join)
orders = st.none() | st.builds(Order, column=st.integers(0, 4), is_reversed=st.booleans())


@law
@example([("", None), ("'winter s title~s 'winter s", None)])
@given(st.lists(st.tuples(typed_words, orders), min_size=2, max_size=5))
def test_a_filter_leaves_the_same_whatever_was_typed_before(steps: list[tuple[str, Order | None]]) -> None:
    on, before = _on_shelf(FLEET), None
    for words, order in steps:
        try:
            alone = listing(FLEET, Kind.COMMITMENT, on, words=words, order=order)
        except NotAFilterError:  # quotes made one word of a filter and others: the list stays as it was
            continue

        before = listing(FLEET, Kind.COMMITMENT, on, words=words, order=order, before=before)

        assert [one.id for one in before.records] == [one.id for one in alone.records]


def test_a_longer_word_looks_only_at_what_fitted_the_shorter_one() -> None:
    on = _on_shelf(FLEET)
    fitted = [one for one in on.records if one.data.title == "Winter shells"]
    before = Listing(Kind.COMMITMENT, fitted[:2], FLEET, on=on, words="win", order=None)

    found = listing(FLEET, Kind.COMMITMENT, on, words="wint", before=before)

    assert list(found.records) == fitted[:2]


def test_a_word_that_no_filter_knows_is_refused() -> None:
    with pytest.raises(WorkbookError, match="no field"):
        listing(FLEET, Kind.COMMITMENT, _on_shelf(FLEET), words="colour=red")
