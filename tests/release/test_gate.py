"""One gate for many audiences: it gives what `release` gives, and shares what is alike."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.render.coalition import RICH
from workbook.records.cache import CacheFolder
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.facts import KnownFacts, read_facts, write_facts
from workbook.release.released import Gate, release

MakePlan = Callable[[Mapping[str, str]], Workbook]


@pytest.fixture(scope="module")
def rich(make_plan: MakePlan) -> Workbook:
    return make_plan(RICH)


@pytest.mark.parametrize("first", ["public", "members", "NOR"])
@pytest.mark.parametrize("audience", ["public", "members", "NOR", "NOR,SWE", "JPN"])
def test_what_was_released_before_changes_nothing(rich: Workbook, first: str, audience: str) -> None:
    gate = Gate(rich)
    gate.release(parse_audience(first, rich.settings))
    wanted = parse_audience(audience, rich.settings)

    shared, alone = gate.release(wanted), release(rich, wanted)

    assert shared.digest == alone.digest
    assert [file.path for file in shared.content.files] == [file.path for file in alone.content.files]
    assert {record.id: record.data for record in shared.content} == {
        record.id: record.data for record in alone.content
    }


@pytest.mark.parametrize("audience", ["public", "members", "NOR", "NOR,SWE", "JPN"])
def test_what_is_known_of_files_changes_nothing(rich: Workbook, make_plan: MakePlan, audience: str) -> None:
    known = KnownFacts(Gate(rich).facts())
    changed = make_plan({**RICH, "plans/nations/NOR/nation.toml": 'name = "Norge"\n'})
    wanted = parse_audience(audience, rich.settings)
    gate = Gate(changed, known)

    quick, alone = gate.release(wanted), release(changed, wanted)

    assert gate.unknown == 1
    assert quick.digest == alone.digest
    assert [file.references for file in quick.content.files] == [
        file.references for file in alone.content.files
    ]
    assert {record.id: record.data for record in quick.content} == {
        record.id: record.data for record in alone.content
    }


def test_facts_that_were_kept_read_as_they_were(rich: Workbook, tmp_path: Path) -> None:
    facts = Gate(rich).facts()

    write_facts(CacheFolder(tmp_path), facts)

    known = read_facts(CacheFolder(tmp_path))
    assert [known.of(file) for file in rich.files if file.path in facts] == list(facts.values())


@pytest.mark.parametrize(("audience", "sees"), [("public", False), ("members", True), ("NOR", True)])
def test_a_release_is_invented_where_all_that_it_holds_is(
    make_plan: MakePlan, audience: str, sees: bool
) -> None:
    told = "plans/nations/NOR/nation.toml"
    files = {
        path: text if path.endswith("workbook.toml") else f"illustrative = true\n{text}"
        for path, text in RICH.items()
    }
    shown = {**files, told: 'name = "Norway"\n'}
    invented = make_plan(files)
    known = KnownFacts(Gate(invented).facts())
    wanted = parse_audience(audience, invented.settings)

    assert release(invented, wanted).is_invented
    assert Gate(invented, known).release(wanted).is_invented
    assert Gate(make_plan(shown), known).release(wanted).is_invented is not sees


def test_audiences_that_see_the_same_of_a_record_share_it(rich: Workbook) -> None:
    gate = Gate(rich)

    norway = gate.release(parse_audience("NOR", rich.settings)).content
    sweden = gate.release(parse_audience("SWE", rich.settings)).content

    assert norway.get("155mm-he") is sweden.get("155mm-he") is not None


def test_audiences_that_see_the_same_of_all_records_are_given_the_very_same_plan(rich: Workbook) -> None:
    gate = Gate(rich)
    audiences = [parse_audience(one, rich.settings) for one in ("members", "NOR", "SWE", "JPN", "UKR")]

    released = [gate.release(one) for one in audiences]

    by_digest = {one.digest: one.content for one in released}
    is_member = [one.audience.is_member for one in released]
    same = [one.content is by_digest[one.digest] for one in released]
    assert (len(by_digest) < len(released), all(same), any(is_member)) == (True, True, True)


@pytest.fixture
def nordic(make_plan: MakePlan) -> Workbook:
    """Give a plan of which two of three members may read two files more than the third."""
    narrow = 'title = "Launchers"\nkind = "donation"\nstatus = "pledged"\nrelease = ["NOR", "SWE"]\n'
    return make_plan(
        {
            "plans/workbook.toml": (
                'format = 1\ntitle = "A"\nsecretariat = "NOR"\n\n[groups]\nmembers = ["NOR", "POL", "SWE"]\n'
            ),
            "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": narrow,
            "plans/nations/NOR/commitments/NOR-C-8M4R.toml": narrow,
        }
    )


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (2, [["NOR", "SWE"], ["members"], ["POL"]]),
        (1, [["NOR"], ["SWE"], ["members"], ["POL"]]),
    ],
)
def test_who_reads_the_same_beside_a_base_is_gathered(
    nordic: Workbook, most: int, expected: list[list[str]]
) -> None:
    audiences = {word: parse_audience(word, nordic.settings) for word in ("members", "NOR", "POL", "SWE")}

    gathered = Gate(nordic).gathered(list(audiences.values()), audiences["members"], most=most)

    assert gathered == [[audiences[word] for word in some] for some in expected]
