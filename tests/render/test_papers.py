"""The papers themselves, read as goldens; and what must hold of them whatever they say."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.render.coalition import AUDIENCES, HOSTILE, MEETING, RICH, hostile
from tests.render.test_document import Reader
from workbook.errors import WorkbookError
from workbook.model.display import clean_line
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.catalogue import PAPERS, PaperKind, Readership
from workbook.render.paper import render_paper
from workbook.render.shipped import Form, TemplateSource, find_template, shipped_folder

MakePlan = Callable[[Mapping[str, str]], Workbook]
# Papers that a nation may have, and those of a meeting.
FOR_A_NATION = [kind.name for kind in PAPERS if kind.readers in (Readership.ANYBODY, Readership.NATION)]
OF_A_MEETING = [kind.name for kind in PAPERS if kind.of_meeting and kind.name in FOR_A_NATION]
BEFORE, AFTER = date(2022, 9, 27), date(2022, 11, 20)


@pytest.fixture(scope="module")
def brussels(make_plan: MakePlan) -> Workbook:
    """Load the shipped plan, every record of it released to the public."""
    plans = shipped_folder("plans")
    files = {
        f"plans/{path.relative_to(plans).as_posix()}": path.read_text() for path in plans.rglob("*.toml")
    }
    return make_plan({path: _public(path, text) for path, text in files.items()})


def _public(path: str, text: str) -> str:
    is_record = not path.endswith("/workbook.toml")
    return f'release = "public"\n{text}' if is_record and 'release = "public"' not in text else text


@pytest.fixture(scope="module")
def rich(make_plan: MakePlan) -> Workbook:
    return make_plan(RICH)


def _paper(
    plan: Workbook, name: str, audience: str, today: date, meeting: str = "", form: Form = Form.MARKDOWN
) -> str:
    released = release(plan, parse_audience(audience, plan.settings))
    template = find_template(name, form=form)
    return render_paper(name, released, meeting=meeting, today=today, template_source=template)


@pytest.mark.parametrize(
    ("name", "audience", "today"),
    [
        ("agenda", "members", BEFORE),
        ("agenda", "public", BEFORE),
        ("brief", "NOR", BEFORE),
        ("outcome", "members", AFTER),
        ("outcome", "public", AFTER),
        ("communique", "public", AFTER),
    ],
)
def test_brussels_reads_as_it_was_read_last(
    brussels: Workbook, golden: Callable[[str, str], None], name: str, audience: str, today: date
) -> None:
    golden(f"brussels-{name}-{audience}.md", _paper(brussels, name, audience, today))


@pytest.mark.parametrize(
    ("name", "audience"),
    [
        ("agenda", "members"),
        ("brief", "NOR"),
        ("outcome", "NOR,SWE"),
        ("chair", "USA"),
        ("decisions", "members"),
        ("call", "NOR"),
    ],
)
def test_a_full_meeting_reads_as_it_was_read_last(
    rich: Workbook, golden: Callable[[str, str], None], name: str, audience: str
) -> None:
    golden(f"coalition-{name}-{audience}.md", _paper(rich, name, audience, BEFORE))


@pytest.mark.parametrize("name", FOR_A_NATION)
def test_same_plan_audience_and_day_give_the_same_bytes(rich: Workbook, name: str) -> None:
    assert _paper(rich, name, "NOR", BEFORE) == _paper(rich, name, "NOR", BEFORE)


@pytest.mark.parametrize("name", OF_A_MEETING)
@pytest.mark.parametrize("meeting", ["", "2022-09-28-brussels", "2023-01-01-nowhere"])
def test_a_hidden_meeting_and_none_are_refused_alike(
    rich: Workbook, make_plan: MakePlan, name: str, meeting: str
) -> None:
    none = make_plan({path: text for path, text in RICH.items() if not path.startswith(MEETING)})

    with pytest.raises(WorkbookError) as hidden:
        _paper(rich, name, "JPN", BEFORE, meeting)
    with pytest.raises(WorkbookError) as absent:
        _paper(none, name, "JPN", BEFORE, meeting)

    assert str(hidden.value) == str(absent.value)


@pytest.mark.parametrize("audience", ["public", "members", "NOR,SWE"])
def test_a_brief_is_for_one_nation(rich: Workbook, audience: str) -> None:
    with pytest.raises(WorkbookError, match="choose one, such as NOR"):
        _paper(rich, "brief", audience, BEFORE)


def test_an_unknown_paper_is_refused(rich: Workbook) -> None:
    released = release(rich, parse_audience("NOR", rich.settings))

    with pytest.raises(WorkbookError, match="agenda, brief, chair, outcome"):
        render_paper(
            "minutes", released, meeting="", today=BEFORE, template_source=TemplateSource(name="x", text="")
        )


@pytest.fixture(scope="module")
def hostile_plan(make_plan: MakePlan) -> Workbook:
    return make_plan(hostile(RICH))


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.name)
def test_no_text_of_a_record_acts_in_a_paper(hostile_plan: Workbook, kind: PaperKind) -> None:
    paper = _paper(hostile_plan, kind.name, AUDIENCES[kind.readers], BEFORE)

    assert "&lt;script&gt;" in paper
    assert "[x](" not in paper
    assert "<script>" not in paper
    assert "**b**" not in paper
    assert "23313" not in paper
    assert "\u202e" not in paper
    assert "\x1b" not in paper


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.name)
def test_no_text_of_a_record_acts_in_a_page(hostile_plan: Workbook, kind: PaperKind) -> None:
    page = _paper(hostile_plan, kind.name, AUDIENCES[kind.readers], BEFORE, form=Form.HTML)

    read = Reader(page)

    assert clean_line(HOSTILE) in "".join(read.texts)
    assert "23313" not in page
    assert {"script", "b"}.isdisjoint(tag for tag, _ in read.tags)
    assert {name for _, attributes in read.tags for name in attributes}.isdisjoint({"onclick", "style"})
    assert [one for _, one in read.tags if (one.get("href") or "#").startswith("javascript")] == []


def test_a_paper_says_how_many_figures_it_has_no_room_for(make_plan: MakePlan) -> None:
    fund = RICH["plans/nations/USA/funds/USA-F-2B9C.toml"]
    ids = [f"USA-F-{number:02}9C" for number in range(24)]
    agenda = f"{MEETING}/agenda/G-8K3Q.toml"
    plan = {**RICH, **{f"plans/nations/USA/funds/{id}.toml": fund for id in ids}}
    about = RICH[agenda].replace('"USA-F-2B9C"', ", ".join(f'"{id}"' for id in ids))

    brief = _paper(make_plan({**plan, agenda: about}), "brief", "NOR", BEFORE)
    outcome = _paper(make_plan({**plan, agenda: about}), "outcome", "NOR", BEFORE)

    assert "left out here; the agenda paper has them" in brief
    assert "6 more are left out here; the agenda paper has them under their items" in outcome


def test_an_outcome_on_which_nothing_was_said_says_that_nothing_is_recorded(make_plan: MakePlan) -> None:
    bare = {
        path: text for path, text in RICH.items() if "/actions/" not in path and "/decisions/" not in path
    }
    agenda = f"{MEETING}/agenda/G-7K3Q.toml"
    gift = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
    unsaid = {
        agenda: RICH[agenda].replace('record = "Nations compared their figures."', ""),
        gift: RICH[gift].replace('made_at = "2022-09-28-brussels"', ""),
    }

    paper = _paper(make_plan({**bare, **unsaid}), "outcome", "NOR", BEFORE)

    assert "No decision, commitment or action from this meeting is recorded." in paper


def test_templates_print_no_internal_name(rich: Workbook) -> None:
    for name in FOR_A_NATION:
        paper = _paper(rich, name, "NOR", BEFORE)
        assert "_" not in paper.replace("\\_", "")
        assert "None" not in paper


def test_templates_lie_where_the_package_ships_them() -> None:
    assert sorted(path.name for path in Path(shipped_folder("templates")).iterdir()) == [
        "paper.css",
        "paper.html.j2",
        "paper.md.j2",
    ]
