"""A proposal field by field, with what was said of each."""

from datetime import date

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from tests.desk.reviewing.test_proposing import ITEM, _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT, _said
from workbook.check.examples import COALITION
from workbook.desk.analysing.drawing import cell_text
from workbook.desk.reviewing.proposed import read_proposed
from workbook.desk.reviewing.reading import Reading, read
from workbook.desk.reviewing.shared import look
from workbook.desk.session import Session
from workbook.tui.screens.review_pages import consent_passages


def _read(bench: Bench, id: str) -> Reading:
    session = Session.open(bench.folder, today=date.fromisoformat(TODAY))
    return read(read_proposed(look(session), id), session.nation)


def _proposed(shared: Bench) -> str:
    shared.commit({PAID: TEXT})
    shared.run("set", "NOR-C-7K3Q", "quantity=800", "title=Shells")
    return _propose(shared)


def test_changes_are_told_record_by_record_and_field_by_field(shared: Bench, ukraine: Bench) -> None:
    reading = _read(ukraine, _proposed(shared))

    first, second = reading.records
    assert (first.key, first.title, first.owner) == ("NOR-C-7K3Q", "Shells", "NOR")
    assert [(one.about, list(one.sentences)) for one in first.fields] == [
        ("NOR-C-7K3Q:title", ['title from "Winter shells" to "Shells"']),
        ("NOR-C-7K3Q:quantity", ["quantity from about 900 to 800"]),
    ]
    assert (second.key, second.fields[0].about, second.fields[0].sentences) == (
        "NOR-C-9D0M",
        "NOR-C-9D0M",
        ["is new"],
    )
    assert "NOR-C-7K3Q:quantity" in [one.word for one in reading.subjects]
    assert reading.subjects[0].word == ""


def test_who_must_act_is_told_to_each_by_itself(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    id = _proposed(shared)

    (asked,) = _read(ukraine, id).asked
    (seen_by_another,) = _read(usa, id).asked

    assert (asked.words, asked.is_met, asked.is_mine) == (
        "UKR must approve NOR-C-9D0M, as it is named as paying: waiting.",
        False,
        True,
    )
    assert not seen_by_another.is_mine
    assert _read(ukraine, id).way == [asked.words]
    assert _read(shared, id).is_own


def test_threads_stand_where_they_speak_of(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    id = _proposed(shared)
    for about in ("", "NOR-C-7K3Q", "NOR-C-7K3Q:quantity", "NOR-C-9D0M:to[0].party", "NOR-C-7K3Q:terms"):
        words = ["--about", about] if about else []
        _said(usa, id, "--verdict", "comment", "--text", about or "All", *words)

    reading = _read(ukraine, id)

    placed = {place: [one.about for one in found] for place, found in reading.threads.items()}
    assert placed == {
        "": [""],
        "NOR-C-7K3Q": ["NOR-C-7K3Q", "NOR-C-7K3Q:terms"],
        "NOR-C-7K3Q:quantity": ["NOR-C-7K3Q:quantity"],
        "NOR-C-9D0M:to": ["NOR-C-9D0M:to[0].party"],
    }
    assert reading.apart == ()


def test_what_was_said_of_what_dropped_out_stands_apart(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)
    _said(ukraine, id, "--verdict", "object", "--about", "NOR-C-7K3Q:quantity", "--text", "Too few.")
    shared.run("set", "NOR-C-7K3Q", "quantity=about 900", "title=Winter shells")
    shared.run("propose")

    (thread,) = _read(ukraine, id).apart

    assert thread.about == "NOR-C-7K3Q:quantity"


def test_what_lapsed_and_what_conflicts_is_told(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    id = _proposed(shared)
    _said(ukraine, id, "--verdict", "approve")
    shared.run("set", "NOR-C-9D0M", "quantity=10")
    shared.run("propose")
    lapsed = _read(ukraine, id)
    text = (usa.folder / COMMITMENT).read_text()
    usa.commit({COMMITMENT: text.replace("{about = 900}", "700")})
    usa.git("push", "--quiet", "origin", "main")

    conflicting = _read(ukraine, id)

    assert lapsed.lapses == ["UKR's approval lapsed: NOR-C-9D0M quantity from 12 to 10."]
    assert lapsed.asked[0].is_mine
    assert conflicting.conflicts == ["NOR-C-7K3Q quantity"]
    assert (conflicting.waits, conflicting.asked) == ("NOR", [])
    assert "Conflicts with main" in conflicting.way[0]


def test_a_file_that_is_no_record_is_told_by_its_path(shared: Bench, usa: Bench) -> None:
    shared.commit({ITEM: COALITION[ITEM].replace("= 6", "= 9"), "templates/agenda.html.j2": "x\n"})

    reading = _read(usa, _propose(shared))

    assert [one.key for one in reading.records] == ["155mm-he", "templates/agenda.html.j2"]
    assert [one.owner for one in reading.records] == ["USA", "USA"]
    assert reading.records[1].fields[0].sentences == ["is new"]


def test_coverage_and_works_stand_beside_those_of_today(shared: Bench, ukraine: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=500", "lots.a.quantity=500", "meets.UKR-R-11AB.quantity=500")

    needs, *_ = _read(ukraine, _propose(shared)).tables

    assert [one.heading for one in needs.columns] == ["Request", "Short", "Today", "If adopted", "Item"]
    assert [cell_text(cell, 8) for cell in needs.rows[0]] == [
        "UKR-R-11AB",
        "missing",
        "3,100",
        "3,500",
        "155mm-he",
    ]


def test_what_main_holds_already_waits_on_its_author(shared: Bench, usa: Bench) -> None:
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    id = _propose(shared)
    shared.git("switch", "--quiet", "main")
    shared.run("set", "NOR-C-7K3Q", "quantity=950")
    shared.run("sync")

    reading = _read(usa, id)

    assert reading.waits == "NOR"
    assert [one.text for one in consent_passages(reading)][:2] == [
        "Waits on NOR.",
        f"Main already holds all that it changes: NOR takes it back by `workbook withdraw {id}`.",
    ]
