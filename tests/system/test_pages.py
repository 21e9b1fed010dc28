"""Every HTML paper in a browser: it asks for nothing, logs nothing, fits a phone, and everybody can read it.

The papers of the table, each of the shipped scenario, of the invented coalition, and of a plan in
which every text of every record is hostile; and one page with every block there is.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.render.coalition import AUDIENCES, HOSTILE, RICH, hostile
from tests.render.sample import SAMPLE
from tests.system.browser import DESK, PHONE, PROGRAM, Browser, Tab, tab
from workbook.model.display import clean_line
from workbook.records.cache import CacheFolder
from workbook.records.layers import folder_stack, mapping_stack
from workbook.records.loader import load
from workbook.records.survey import survey
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import release
from workbook.render.catalogue import NAMES, PAPERS
from workbook.render.page import Paper
from workbook.render.paper import fill_all, paper_view
from workbook.render.shipped import Form, shipped_folder, shipped_template

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".axe" / "package" / "axe.min.js"
DAYS = {"scenario": date(2022, 9, 28), "demo": date(2023, 3, 29), "hostile": date(2022, 9, 27)}
PAGES = ["sample", *(f"{plan}-{name}" for plan in DAYS for name in NAMES)]

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    running = Browser(tmp_path_factory.mktemp("browser"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make every page, and give their folder."""
    folder = tmp_path_factory.mktemp("pages")
    demo = folder / "plan"
    made = [sys.executable, "-m", "workbook", "demo", str(demo), "--records", "20"]
    subprocess.run(made, check=True, capture_output=True)
    nothing = CacheFolder(None)
    plans = {
        "scenario": load(survey(folder_stack(shipped_folder("plans").parent), nothing), nothing),
        "demo": load(survey(folder_stack(demo), nothing), nothing),
        "hostile": load(survey(mapping_stack(hostile(RICH)), nothing), nothing),
    }
    views = {"sample": SAMPLE, **{name: view for plan in plans for name, view in _views(plan, plans[plan])}}
    template = shipped_template(Form.HTML)
    texts = fill_all([(template, view) for view in views.values()])
    for name, text in zip(views, texts, strict=True):
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return folder


def _views(plan: str, workbook: Workbook) -> Iterator[tuple[str, Paper]]:
    for kind in PAPERS:
        released = release(workbook, parse_audience(AUDIENCES[kind.readers], workbook.settings))
        yield f"{plan}-{kind.name}", paper_view(kind.name, released, meeting="", today=DAYS[plan])


@pytest.fixture
def page(browser: Browser, pages: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Tab, Path]]:
    """Open a page as it lies on disk."""
    path = pages / f"{request.param}.html"
    with tab(browser) as opened:
        opened.show(path)
        yield opened, path


EVERY_PAGE = pytest.mark.parametrize("page", PAGES, indirect=True)
HOSTILE_PAGES = pytest.mark.parametrize(
    "page", ["sample", *(f"hostile-{name}" for name in NAMES)], indirect=True
)


@EVERY_PAGE
def test_page_asks_for_nothing_but_itself_and_logs_nothing(page: tuple[Tab, Path]) -> None:
    opened, path = page

    assert opened.requested == [path.as_uri()]
    assert opened.logged == []


@EVERY_PAGE
def test_page_fits_a_phone_and_a_desk(page: tuple[Tab, Path]) -> None:
    opened, _ = page

    assert _width(opened, DESK) <= DESK[0]
    assert _width(opened, PHONE) <= PHONE[0]


@EVERY_PAGE
def test_no_table_is_wider_than_the_printed_page(page: tuple[Tab, Path]) -> None:
    opened, path = page
    is_wide = path.stem.endswith(("forecast", "register"))

    opened.resize(_printed_size(297 - 28 if is_wide else 210 - 36))
    opened.ask("Emulation.setEmulatedMedia", media="print")

    overflowing = (
        "[...document.querySelectorAll(':not(.unseen) > .wide')]"
        ".filter(one => one.scrollWidth > one.clientWidth)"
        ".map(one => one.textContent.trim().slice(0, 80))"
    )
    assert opened.find(overflowing) == []


def _printed_size(width_mm: int) -> tuple[int, int]:
    return round(width_mm / 25.4 * 96), 1000


def _width(opened: Tab, size: tuple[int, int]) -> int:
    opened.resize(size)
    width: int = opened.find("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
    return width


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not there: make test-system fetches it with npm")
@EVERY_PAGE
def test_page_has_no_grave_fault_for_those_who_see_or_move_otherwise(page: tuple[Tab, Path]) -> None:
    opened, path = page

    light = _faults(opened)
    opened.show(path, PHONE, dark=True)
    dark = _faults(opened, "color-contrast")

    assert (light, dark) == ([], [])


def _faults(opened: Tab, *rules: str) -> list[str]:
    """Run axe-core in a page, or some of its rules, and give what it holds to be serious or critical."""
    settings = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    opened.find(f"{AXE.read_text(encoding='utf-8')};0")
    found: Mapping[str, Any] = json.loads(
        opened.find(f"axe.run(document, {json.dumps(settings)}).then(found => JSON.stringify(found))")
    )
    grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in grave]


@HOSTILE_PAGES
def test_words_that_would_act_are_only_words(page: tuple[Tab, Path]) -> None:
    opened, _ = page

    texts = opened.find("document.body.textContent")

    assert clean_line(HOSTILE).split(" ", 1)[0] in texts
    assert "javascript:alert(1)" in texts
    assert opened.find("document.scripts.length") == 0
    assert opened.find("[...document.links].filter(one => !/^(https?:|file:)/.test(one.href)).length") == 0
    assert (
        opened.find("document.querySelectorAll('[onclick], [style], main b, img, iframe, form').length") == 0
    )
    assert "23313" not in texts
    assert "\u202e" not in texts


@EVERY_PAGE
def test_page_names_itself_and_its_readers_first(page: tuple[Tab, Path]) -> None:
    opened, _ = page

    assert opened.find("document.documentElement.lang") == "en"
    assert opened.find("document.querySelectorAll('h1').length") == 1
    assert opened.find("document.querySelector('header strong').textContent").startswith("TLP:")


@EVERY_PAGE
def test_notes_and_sources_lead_to_places_that_are_there(page: tuple[Tab, Path]) -> None:
    opened, _ = page

    dead = opened.find(
        "[...document.querySelectorAll('a[href^=\"#\"]')]"
        ".filter(one => !document.getElementById(one.getAttribute('href').slice(1)))"
        ".map(one => one.outerHTML)"
    )

    assert dead == []
