"""Papers read in a car as they are printed: two pages for a brief, one for what was decided."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.system.browser import PROGRAM, Browser, tab
from workbook.demo import write_demo
from workbook.desk.opening import open_plan
from workbook.desk.since import EarlierState, change_since
from workbook.records.workbook import Workbook
from workbook.release.audience import parse_audience
from workbook.release.released import Gate
from workbook.render.paper import fill_all, paper_view
from workbook.render.shipped import Form, shipped_template

TODAY = date(2023, 5, 24)
PDF_TEXT = shutil.which("pdftotext")
_PAGE = re.compile(rb"/Type\s*/Page\b")

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(PROGRAM is None, reason="chromium is not installed: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    folder = tmp_path_factory.mktemp("demo") / "plan"
    return open_plan(write_demo(folder, nations=54, records=200, seed=1).folder).workbook


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    started = Browser(tmp_path_factory.mktemp("browser"))
    yield started
    started.close()


def test_a_printed_brief_has_two_pages_at_most(plan: Workbook, browser: Browser, tmp_path: Path) -> None:
    gate, template = Gate(plan), shipped_template(Form.HTML)
    nations = plan.settings.manifest.groups["members"]
    views = [
        paper_view("brief", gate.release(parse_audience(one, plan.settings)), meeting="", today=TODAY)
        for one in nations
    ]

    pages = dict(
        zip(nations, _pages(browser, fill_all([(template, one) for one in views]), tmp_path), strict=True)
    )

    assert {nation: number for nation, number in pages.items() if not 1 <= number <= 2} == {}


@pytest.mark.parametrize("nation", ["NOR", "UKR", "POL"])
def test_a_brief_that_tells_what_changed_has_two_pages_too(
    plan: Workbook, browser: Browser, tmp_path: Path, nation: str
) -> None:
    before = open_plan(write_demo(tmp_path / "plan", nations=54, records=100, seed=1).folder).workbook
    gate, audience = Gate(plan), parse_audience(nation, plan.settings)
    since = change_since(EarlierState(date(2023, 3, 29), before), gate, audience)

    view = paper_view("brief", gate.release(audience), meeting="", today=TODAY, since=since)

    text = fill_all([(shipped_template(Form.HTML), view)])
    assert "what changed since" in text[0].lower()
    assert list(_pages(browser, text, tmp_path)) == [2]


@pytest.mark.parametrize("audience", ["members", "NOR", "UKR", "public"])
def test_printed_decisions_have_one_page(
    plan: Workbook, browser: Browser, tmp_path: Path, audience: str
) -> None:
    released = Gate(plan).release(parse_audience(audience, plan.settings))

    view = paper_view("decisions", released, meeting="", today=TODAY)

    text = fill_all([(shipped_template(Form.HTML), view)])
    assert list(_pages(browser, text, tmp_path)) == [1]


@pytest.mark.skipif(PDF_TEXT is None, reason="pdftotext is not installed: apt-get install poppler-utils")
@pytest.mark.parametrize("audience", ["NOR", "UKR", "members"])
@pytest.mark.parametrize("name", ["outcome", "chair", "agenda"])
def test_no_foot_is_printed_on_a_page_of_its_own(
    plan: Workbook, browser: Browser, tmp_path: Path, name: str, audience: str
) -> None:
    released = Gate(plan).release(parse_audience(audience, plan.settings))
    view = paper_view(name, released, meeting="", today=date(2023, 6, 1))
    text = fill_all([(shipped_template(Form.HTML), view)])
    (number,) = _pages(browser, text, tmp_path)

    words = [PDF_TEXT or "", "-f", str(number), "-layout", str(tmp_path / "brief.pdf"), "-"]
    last = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split("Drawn only from")

    assert len(last) == 2
    assert [line for line in last[0].splitlines() if line.strip() and "TLP:" not in line] != []


def _pages(browser: Browser, texts: list[str], folder: Path) -> Iterator[int]:
    """Print each page and count what comes out."""
    for text in texts:
        page, printed = folder / "brief.html", folder / "brief.pdf"
        page.write_text(text, encoding="utf-8")
        with tab(browser) as shown:
            shown.show(page)
            shown.printed(printed)
        yield len(_PAGE.findall(printed.read_bytes()))
