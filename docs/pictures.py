"""Draw screens and papers for the documents: `make pictures`.

Opens the invented coalition in the hands of Norway's staff, presses keys, and writes what is shown as PNG;
then prints pages of its papers. Needs rsvg-convert, pngquant, Chromium and pdftoppm.
"""

import asyncio
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from workbook.desk.session import Session
from workbook.tui.app import WorkbookApp

PICTURES = Path(__file__).with_name("pictures")
TODAY = date(2023, 6, 1)
SCREENS: dict[str, Sequence[str]] = {
    "plan": ["down"],
    "filter": ["slash", *"capability=air-defence"],
    "form": ["e", "down", "down"],
    "findings": ["f", "down"],
    "coverage": ["a", *["right"] * 19, *["down"] * 4],
    "papers": ["p", "down"],
    "history": ["y"],
    "layers": ["v"],
    "changes": ["s"],
    "merge": ["m", "down", "enter"],
    "settle": ["m", "down", "enter", "t", "down"],
    "works": ["a", "n", "n", "n", "n"],
    "help": ["question_mark"],
    "proposals": ["r"],
    "review": ["r", "enter"],
}
# A paper, its readers, and the page that is shown.
PAPERS = (
    ("brief", "NOR", 1),
    ("chair", "USA", 1),
    ("outcome", "members", 1),
    ("requirements", "members", 1),
    ("forecast", "members", 1),
)
_PAPER_DAY = "2023-05-24"
_NAMED = {"=": "equals_sign", "-": "minus", " ": "space"}


async def _draw(plan: Path, name: str, keys: Sequence[str], *, size: tuple[int, int] = (120, 36)) -> None:
    app = WorkbookApp(Session.open(plan, today=TODAY))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for key in keys:
            await pilot.press(_NAMED.get(key, key))
            await app.workers.wait_for_complete()
            await pilot.pause(0.2)
        svg = app.export_screenshot(title="workbook")
    # Fonts from a network have no place in a document; spaces count.
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    svg = svg.replace("<text ", '<text xml:space="preserve" ')
    png = PICTURES / f"{name}.png"
    subprocess.run(["rsvg-convert", "--width", "1080", "--output", str(png)], input=svg.encode(), check=True)
    subprocess.run(["pngquant", "--force", "--ext", ".png", "--speed", "1", "32", str(png)], check=True)


def _prepare(folder: Path) -> Path:
    plan, shared = folder / "plan", folder / "shared.git"
    workbook = [sys.executable, "-m", "workbook", "--today", TODAY.isoformat()]
    run = lambda *words, at=plan: subprocess.run(words, cwd=at, check=True, capture_output=True)  # noqa: E731  # short
    run(*workbook, "demo", str(plan), "--nations", "54", "--records", "60", at=folder)
    run("git", "init", "--quiet", "--bare", "--initial-branch=main", str(shared), at=folder)
    run("git", "branch", "--move", "--force", "main")
    run("git", "remote", "add", "origin", "../shared.git")
    run("git", "push", "--quiet", "--set-upstream", "origin", "main")
    for key, value in {"user.name": "Planning cell", "user.email": "planning@example.org"}.items():
        run("git", "config", key, value)
    run("git", "config", "workbook.nation", "NOR")
    record = sorted((plan / "plans/nations/NOR/commitments").glob("*.toml"))[0].stem
    run("git", "switch", "--quiet", "--create", "talks")
    run(*workbook, "set", record, "quantity=40")
    run("git", "switch", "--quiet", "main")
    run(*workbook, "set", record, "quantity=30")
    _put_forward(folder)
    return plan


def _put_forward(folder: Path) -> None:
    """Let Sweden propose what Norway pays in part, two nations speak of it, and Germany propose too."""
    _as("SWE", folder, "list", "nation")
    given = folder / "SWE/plans/nations/SWE/commitments"
    record = min(path.stem for path in given.iterdir() if "meets" in path.read_text())
    payer, about = 'financed_by=[{nation = "NOR", share = "1/3"}]', f"{record}:quantity"
    _as("SWE", folder, "set", record, "quantity=1200", payer)
    id = _proposed("SWE", folder, "More before the winter, a third paid by Norway", "Asked for in May.")
    _as("USA", folder, "review", id, "--verdict", "reserve", "--about", about, "--text", "We still count.")
    _as("DEU", folder, "review", id, "--verdict", "comment", "--about", about, "--text", "By which month?")
    _as("DEU", folder, "new", "request", "title=Fuel for the winter", "quantity=400", "need_by=2023-11")
    _proposed("DEU", folder, "Ask for fuel", "The depots are half full.")


def _proposed(nation: str, folder: Path, title: str, purpose: str) -> str:
    """Propose what a nation saved, and give the proposal's id."""
    found = re.search(r"Proposed (\S+);", _as(nation, folder, "propose", title, "--purpose", purpose))
    assert found is not None
    return found[1]


def _as(nation: str, folder: Path, *words: str) -> str:
    """Run a command in a nation's clone, which is made when it is first needed."""
    plan = folder / nation
    if not plan.exists():
        subprocess.run(["git", "clone", "--quiet", str(folder / "shared.git"), str(plan)], check=True)
        settings = {"user.name": nation, "user.email": "staff@example.org", "workbook.nation": nation}
        for key, value in settings.items():
            subprocess.run(["git", "config", key, value], cwd=plan, check=True)
    workbook = [sys.executable, "-m", "workbook", "--today", TODAY.isoformat()]
    return subprocess.run([*workbook, *words], cwd=plan, check=True, capture_output=True, text=True).stdout


def _print(plan: Path, folder: Path, paper: str, audience: str, page: int) -> None:
    html, pdf, name = folder / f"{paper}.html", folder / f"{paper}.pdf", f"paper-{paper}"
    words = ("render", paper, "--for", audience, "--format", "html", "--dir", str(plan), "--out", str(html))
    workbook = (sys.executable, "-m", "workbook", "--today", _PAPER_DAY)
    subprocess.run([*workbook, *words], check=True, capture_output=True)
    browser = ("chromium", "--headless", "--no-sandbox", f"--print-to-pdf={pdf}", html.as_uri())
    subprocess.run(browser, check=True, capture_output=True)
    pages = ("-f", str(page), "-l", str(page), "-singlefile", "-scale-to-x", "900", "-scale-to-y", "-1")
    subprocess.run(["pdftoppm", "-png", *pages, str(pdf), str(PICTURES / name)], check=True)
    png = str(PICTURES / f"{name}.png")
    subprocess.run(["pngquant", "--force", "--ext", ".png", "--speed", "1", "16", png], check=True)


def main() -> None:
    """Draw every screen, and print the papers."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plan = _prepare(Path(folder))
        for name, keys in SCREENS.items():
            asyncio.run(_draw(plan, name, keys))
        asyncio.run(_draw(plan, "narrow", ["down"], size=(80, 24)))
        coalition = Path(folder) / "coalition"
        subprocess.run(
            [sys.executable, "-m", "workbook", "demo", str(coalition)], check=True, capture_output=True
        )
        for paper, audience, page in PAPERS:
            _print(coalition, Path(folder), paper, audience, page)


if __name__ == "__main__":
    main()
