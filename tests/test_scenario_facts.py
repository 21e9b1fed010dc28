"""The shipped plan says what the public sources say about Brussels, 28 September 2022, and no more.

In: the TOML files under `plans/`, read as plain data. The tests know nothing of the program, so that a
fault in the reader cannot hide a fact that went missing from the records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli

PLANS = Path(__file__).parents[1] / "plans"
MEETING = "meetings/2022-09-28-brussels"
NAMED_BY_FOLDER = ("/nation.toml", "/meeting.toml")
FILES = sorted(path.relative_to(PLANS).as_posix() for path in PLANS.rglob("*.toml"))
RECORDS = [file for file in FILES if file != "workbook.toml"]
WITH_RANDOM_ID = [f for f in RECORDS if not f.startswith("catalogue/") and not f.endswith(NAMED_BY_FOLDER)]
ID = re.compile(r"(?:[A-Z]{3}-[A-Z]|[DGX])-[0-9A-HJKMNP-TV-Z]{4}")
REFERRING = frozenset({"about", "chair", "fund", "item", "members", "neighbours", "party", "to"})
DOUBTS = frozenset({"unknown", "undisclosed"})

S1 = "News report"
S2 = "Defense News"
S3 = date(2022, 9, 28)
S4 = date(2022, 11, 18)
S5 = "U.S. Department of State"

EIGHTEEN_NEIGHBOURS = """
ALB Albania, BGR Bulgaria, BIH Bosnia and Herzegovina, CZE Czechia, EST Estonia, GEO Georgia, GRC Greece,
HRV Croatia, LTU Lithuania, LVA Latvia, MDA Moldova, MKD North Macedonia, MNE Montenegro, POL Poland,
ROU Romania, SVK Slovakia, SVN Slovenia, XKX Kosovo
"""
NEIGHBOURS = {entry.split()[0]: entry.strip()[4:] for entry in EIGHTEEN_NEIGHBOURS.split(",")}


def _read(file: str) -> dict[str, Any]:
    return tomli.loads((PLANS / file).read_text(encoding="utf-8"))


def _only(pattern: str, **fields: object) -> dict[str, Any]:
    """Return the one record, with its id, whose file matches the pattern and that has these values."""
    files = [path.relative_to(PLANS).as_posix() for path in PLANS.glob(pattern)]
    records = [_read(file) | {"id": Path(file).stem} for file in files]
    (record,) = [record for record in records if fields.items() <= record.items()]
    return record


def _says(record: dict[str, Any], source: str | date) -> str:
    """Return what the source, named by its publisher or its date, says in this record."""
    return " ".join(
        str(entry["says"]) for entry in record["sources"] if source in (entry["publisher"], entry["date"])
    )


def _meeting() -> dict[str, Any]:
    return _read(f"{MEETING}/meeting.toml")


def _agenda(order: int) -> dict[str, Any]:
    return _only(f"{MEETING}/agenda/*.toml", order=order)


def _about(order: int) -> set[str]:
    return set(_agenda(order).get("about", []))


def _record_id(file: str) -> str:
    path = Path(file)
    return path.parent.name if file.endswith(NAMED_BY_FOLDER) else path.stem


def _keyed_texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a record with the key it stands under."""
    match value:
        case dict():
            for name, inner in value.items():
                yield from _keyed_texts(inner, name)
        case list():
            for inner in value:
                yield from _keyed_texts(inner, key)
        case str():
            yield key, value


def _references(file: str) -> set[str]:
    """Return what stands under a referring key, and all that looks like an id."""
    texts = _keyed_texts(_read(file))
    return {text for key, text in texts if key in REFERRING or ID.fullmatch(text)} - DOUBTS


# The files


@pytest.mark.parametrize("file", RECORDS)
def test_every_record_names_its_sources_and_what_they_say(file: str) -> None:
    sources = _read(file)["sources"]

    assert sources
    assert all(entry["title"] and entry["publisher"] and entry["date"] and entry["says"] for entry in sources)


def test_no_record_is_marked_as_invented() -> None:
    assert not [file for file in FILES if "illustrative" in _read(file)]


def test_no_id_occurs_twice() -> None:
    ids = [_record_id(file) for file in RECORDS]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("file", WITH_RANDOM_ID)
def test_an_id_is_well_formed_and_begins_with_its_owner(file: str) -> None:
    stem = Path(file).stem

    assert ID.fullmatch(stem)
    assert stem.split("-")[0] in ("G", Path(file).parts[1])


@pytest.mark.parametrize("file", FILES)
def test_every_record_party_and_group_that_is_named_exists(file: str) -> None:
    known = {_record_id(other) for other in RECORDS} | set(_read("workbook.toml")["groups"])

    assert _references(file) <= known


def test_only_the_secretariat_speaks_for_itself() -> None:
    assert {path.name for path in (PLANS / "nations").iterdir()} == {"USA"}


# The workbook


def test_the_united_states_keeps_the_secretariat() -> None:
    workbook = _read("workbook.toml")

    assert workbook["format"] == 1
    assert (workbook["secretariat"], workbook["base_currency"]) == ("USA", "USD")


def test_the_groups_hold_only_parties_that_the_sources_name() -> None:
    groups = _read("workbook.toml")["groups"]

    assert set(groups["members"]) == {"USA", "UKR", "NLD", "NOR", "NATO", "EU"}
    assert sorted(groups["neighbours"]) == sorted(NEIGHBOURS)
    assert len(groups["neighbours"]) == 18


@pytest.mark.parametrize(("code", "name"), NEIGHBOURS.items())
def test_a_neighbour_is_named_by_the_announcement(code: str, name: str) -> None:
    nation = _read(f"recorded/{code}/nation.toml")

    assert nation["name"] == name
    assert name in _says(nation, S5)


# The meeting


def test_the_first_meeting_is_in_brussels_on_28_september_2022_led_by_the_united_states() -> None:
    meeting = _meeting()

    assert meeting["title"] == "First meeting of the National Armaments Directors"
    assert meeting["date"] == date(2022, 9, 28)
    assert (meeting["place"], meeting["chair"]) == ("Brussels", "USA")
    assert "Ukraine Defense Contact Group" in meeting["series"]
    assert "invites and directs" in _says(meeting, S1)


@pytest.mark.parametrize(
    ("noted", "source", "words"),
    [
        ("about 50 nations, and coordinated with NATO", S2, "about 50 nations, coordinated with NATO"),
        ("Announced on 8 September 2022", S2, "Announced on 8 September 2022"),
        ("at Ramstein Air Base", S2, "Contact Group's meeting at Ramstein Air Base"),
        ("The United States invited", S1, "The United States invites"),
        ("Joint Staff", S1, "Joint Staff"),
        ("US European Command", S1, "US European Command"),
        ("policy staff of the Pentagon", S1, "Pentagon's policy staff"),
        ("Nearly 20 partners", S3, "Nearly 20 partners briefed"),
        ("ground-based long-range fires", S4, "ground-based long-range fires"),
        ("air defence", S4, "air defence"),
        ("air-to-ground", S4, "air-to-ground"),
        ("sustainment, with forward repair and spares", S4, "sustainment with forward repair and spares"),
    ],
)
def test_announcement_briefings_and_later_work_stand_in_the_notes(
    noted: str, source: str | date, words: str
) -> None:
    meeting = _meeting()

    assert noted in meeting["notes"]
    assert words in _says(meeting, source)


def test_bill_laplante_heads_the_united_states() -> None:
    meeting = _meeting()
    heads = {entry["party"]: (entry["head"], entry["position"]) for entry in meeting["participants"][:1]}

    assert heads == {"USA": ("Bill LaPlante", "Under Secretary of Defense for Acquisition and Sustainment")}
    assert "Bill LaPlante" in _says(meeting, S1)


def test_more_than_forty_were_expected_and_forty_five_came() -> None:
    meeting = _meeting()

    assert meeting["attendance"] == {"expected": {"at_least": 41}, "attended": 45}
    assert "More than 40 members" in _says(meeting, S1)
    assert "45 countries, the European Union and NATO" in _says(meeting, S3)


def test_the_european_union_and_nato_attended() -> None:
    attended = {entry["party"] for entry in _meeting()["participants"] if entry["status"] == "attended"}

    assert attended == {"USA", "EU", "NATO"}


@pytest.mark.parametrize(
    ("order", "subject"), [(1, "supply-chain constraints"), (2, "interchangeability"), (6, "production")]
)
def test_working_groups_were_agreed_on_three_subjects(order: int, subject: str) -> None:
    item = _agenda(order)

    assert "Working groups were agreed" in item["record"]
    assert subject in item["record"]
    assert subject in _says(item, S3)


# The agenda


@pytest.mark.parametrize(
    ("order", "title", "aim"),
    [
        (1, "Production limits and supply chains", "caused, by finding suppliers or by buying jointly"),
        (2, "Interchangeable systems", "off-the-shelf systems that can be adapted to fill a capability gap"),
        (2, "Interchangeable systems", "beyond interoperability to interchangeability"),
        (3, "Keeping Ukraine's equipment serviceable", "long-term strategy"),
        (4, "Capabilities needed later", "long-range fires and air defence, and the broad industrial base"),
        (5, "Best practices and lessons learned", "best practices and lessons learned"),
        (6, "Ramping up production of key capabilities", "as far as it is willing to reveal it"),
    ],
)
def test_six_points_are_up_for_discussion(order: int, title: str, aim: str) -> None:
    item = _agenda(order)

    assert (item["title"], item["kind"]) == (title, "discussion")
    assert aim in item["aim"]


@pytest.mark.parametrize(
    ("order", "source", "words"),
    [
        (1, S1, "find suppliers, or buy jointly"),
        (1, S1, "obsolete parts"),
        (1, S2, "microelectronics, solid rocket motors and other components"),
        (2, S1, "off-the-shelf systems that can be adapted to fill a capability gap"),
        (2, S2, "Interoperability and, beyond it, interchangeability"),
        (3, S1, "Ukraine's equipment stays serviceable throughout the war"),
        (4, S1, "long-range fires, air defence, and the broad industrial base"),
        (5, S1, "Best practices and lessons learned"),
        (6, S2, "nations compare notes and show their own situation"),
    ],
)
def test_each_point_quotes_the_report_it_comes_from(order: int, source: str, words: str) -> None:
    assert words in _says(_agenda(order), source)


def test_times_leads_and_what_is_asked_stay_open() -> None:
    fields = {field for order in range(1, 7) for field in _agenda(order)}

    assert not {"minutes", "lead", "invited_to"} & fields


@pytest.mark.parametrize(
    ("slug", "source", "words"),
    [
        ("barrel", S1, "barrels"),
        ("ball-bearing", S1, "ball bearings"),
        ("steel-casing", S1, "steel casings"),
        ("microchip", S1, "Microchips"),
        ("microchip", S2, "microelectronics"),
        ("solid-rocket-motor", S2, "solid rocket motors"),
    ],
)
def test_components_whose_supply_is_limited_are_on_the_table(slug: str, source: str, words: str) -> None:
    item = _read(f"catalogue/items/{slug}.toml")

    assert (item["kind"], item["unit"]) == ("component", "each")
    assert words in _says(item, source)
    assert slug in _about(1)


def test_what_the_sources_leave_open_is_noted() -> None:
    assert "Obsolete parts and other components" in _agenda(1)["notes"]
    assert _agenda(4)["notes"] == "Details were not disclosed."


# What nations have said


@pytest.mark.parametrize(
    ("kind", "order", "words", "source"),
    [
        ("best-practice", 5, "in each other's countries", S2),
        ("lesson-identified", 5, "anti-radiation missiles to Ukrainian jets took a couple of months", S1),
        ("statement", 4, "systems such as HIMARS is expected to", S2),
    ],
)
def test_lessons_learned_are_on_the_table(kind: str, order: int, words: str, source: str) -> None:
    lesson = _only("nations/USA/lessons/*.toml", kind=kind)

    assert words in lesson["summary"]
    assert words in _says(lesson, source)
    assert lesson["id"] in _about(order)


def test_the_fund_is_foreign_military_financing_with_both_published_figures() -> None:
    fund = _only("nations/USA/funds/*.toml")

    assert "Foreign Military Financing" in fund["title"]
    assert fund["total"] == {"amount": 2_200_000_000, "currency": "USD"}
    assert (fund["status"], fund["announced_on"]) == ("pledged", date(2022, 9, 8))
    assert "USD 2.2 billion" in _says(fund, S2)
    assert "About USD 2 billion" in _says(fund, S5)


def test_the_fund_goes_half_to_ukraine_and_half_to_the_neighbours() -> None:
    fund = _only("nations/USA/funds/*.toml")

    assert fund["split"] == [{"to": "UKR", "share": "1/2"}, {"to": "neighbours", "share": "1/2"}]
    assert "half for Ukraine and half for 18 neighbours" in _says(fund, S2)
    assert "half for Ukraine" in _says(fund, S5)
    assert fund["id"] in _about(4)


def test_one_pledge_of_the_united_states_fills_the_fund() -> None:
    commitment = _only("nations/USA/commitments/*.toml")
    fund = _only("nations/USA/funds/*.toml")

    assert (commitment["kind"], commitment["status"]) == ("funding", "pledged")
    assert commitment["stated_by"] == "nation"
    assert commitment["fund"] == fund["id"]
    assert commitment["value"] == fund["total"]
    assert commitment["announced_on"] == fund["announced_on"]


def test_nobody_but_the_united_states_has_committed_anything() -> None:
    assert {path.parts[-3] for path in PLANS.rglob("commitments/*.toml")} == {"USA"}


@pytest.mark.parametrize(("code", "name"), NEIGHBOURS.items())
def test_a_neighbour_has_not_said_what_it_will_ask_for(code: str, name: str) -> None:
    request = _only(f"recorded/{code}/requests/*.toml")

    assert name in request["title"]
    assert (request["item"], request["quantity"], request["status"]) == ("unknown", "unknown", "draft")
    assert "not yet known" in _says(request, S2)
    assert name in _says(request, S5)


def test_the_netherlands_sees_everyone_queueing_at_the_munitions_factories() -> None:
    lesson = _only("recorded/NLD/lessons/*.toml")

    assert lesson["kind"] == "statement"
    assert "July 2022 the defence minister" in lesson["summary"]
    assert "queueing at the munitions factories" in lesson["summary"]
    assert "industries need better coordination" in lesson["summary"]
    assert lesson["notes"] == "No factory and no figure is named."
    assert "July 2022" in _says(lesson, S1)
    assert lesson["id"] in _about(6)


def test_norway_considers_going_below_its_undisclosed_stock_thresholds() -> None:
    stock = _only("recorded/NOR/stocks/*.toml")

    assert {stock["item"], stock["holding"], stock["minimum"]} == {"undisclosed"}
    assert (stock["as_of"], stock["waiver"]["status"]) == ("2022-09", "considered")
    assert "keep supporting Ukraine in the short term" in stock["waiver"]["reason"]
    assert "Bjørn Arild Gram" in _says(stock, S1)
    assert stock["id"] in _about(6)


def test_norway_considers_raising_its_stocks_later() -> None:
    stock = _only("recorded/NOR/stocks/*.toml")

    assert stock["replenished_by"] == "unknown"
    assert "raising stocks above their previous levels later" in stock["notes"]
    assert "raising stocks above previous levels later" in _says(stock, S1)
