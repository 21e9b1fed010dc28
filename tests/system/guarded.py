"""A guarded repository with a small plan of six nations, and what five delegations do there on any server."""

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.cli.conftest import RECORDS
from tests.system.delegation import WORKBOOK, Delegation
from workbook.check.examples import COALITION

NATIONS = ("NOR", "SWE", "NLD", "DEU", "USA")
GIFT = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
TEXT = """\
title = "Barrels"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 12
made_on = 2022-09-20
to = [{party = "UKR"}]
financed_by = [{nation = "SWE", share = "1/3"}]
"""
Delegations = Mapping[str, Delegation]


def journey(delegations: Delegations, shared: Path) -> None:
    """Propose, object, amend, approve, adopt and sync."""
    norway, sweden, netherlands, germany, usa = (delegations[nation] for nation in NATIONS)
    norway.commit({GIFT: TEXT})
    told = norway.workbook("propose", "Barrels for the winter")
    found = re.search(r"Proposed (NOR-P-\w{4})", told)
    assert found is not None
    id = found[1]
    sweden.workbook("review", id, "--verdict", "object", "--text", "Two too many.")
    netherlands.workbook("review", id, "--verdict", "comment", "--text", "We wait for Sweden.")
    early = usa.run(WORKBOOK, "adopt", id)
    norway.workbook("set", "NOR-C-9D0M", "quantity=10")
    norway.workbook("propose")
    sweden.workbook("review", id, "--verdict", "approve", "--text", "So be it.")
    germany.commit({"plans/nations/DEU/requests/DEU-R-33EF.toml": 'title = "Fuel"\nquantity = 5\n'})
    germany.workbook("sync")
    adopted = usa.workbook("adopt", id)
    for one in delegations.values():
        one.workbook("sync")

    assert early.returncode == 1
    assert "Adopted as" in adopted
    assert {one.git("rev-parse", "main") for one in delegations.values()} == {
        git(shared, "rev-parse", "main")
    }
    assert "quantity = 10" in git(shared, "show", f"main:{GIFT}")
    assert "Fuel" in git(shared, "show", "main:plans/nations/DEU/requests/DEU-R-33EF.toml")
    log = norway.workbook("log", "NOR-C-9D0M")
    assert "12 to 10" in log


def make_guarded(folder: Path, beside: Path, *words: str) -> None:
    """Make a guarded repository, and put a plan into it as its keeper does; `words` are more options."""
    shared = [WORKBOOK, "init", "--shared", str(folder), "--secretariat", "USA", "--title", "Example", *words]
    subprocess.run(shared, check=True, capture_output=True)
    plan = beside / "before"
    for path, text in {**COALITION, **RECORDS, ".gitignore": "/layers/\n"}.items():
        (plan / path).parent.mkdir(parents=True, exist_ok=True)
        (plan / path).write_text(text)
    git(plan, "init", "--quiet", "--initial-branch=main")
    git(plan, "add", "--all")
    git(plan, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "--message", "Plan")
    git(folder, "fetch", "--quiet", "--force", str(plan), "main:main")
    let_push(folder, NATIONS)


def let_push(folder: Path, nations: Sequence[str]) -> None:
    """Name the accounts that may push, in the file that the program wrote, and have all of it checked."""
    file = folder / "workbook-guard.toml"
    head = file.read_text().partition("[accounts]\n")
    accounts = "".join(f'"{nation.lower()}-staff" = "{nation}"\n' for nation in nations)
    _, gap, limits = head[2].partition("\n\n")
    file.write_text(head[0] + head[1] + accounts + gap + limits)
    checked = subprocess.run(
        [WORKBOOK, "guard", "--check", folder], check=False, capture_output=True, text=True
    )
    assert checked.stdout == "Nothing of the guard is missing.\n"


def git(folder: Path, *words: str) -> str:
    """Run git in a folder as its keeper does."""
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith("GIT_") and k != "WORKBOOK_ACCOUNT"
    }
    done = subprocess.run(
        ["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def refs(shared: Path) -> str:
    """List all refs of a repository."""
    return git(shared, "for-each-ref")


def journal(shared: Path) -> list[dict[str, str]]:
    """Give the verdicts of the guard, the first one first."""
    text = (shared / "workbook-guard" / "journal.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines()]
