"""A narrower layer of Norway and Sweden, in a shared repository of its own, with a clone in each plan."""

import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.cli.conftest import Bench
from tests.desk.publishing.sharing import clone, share

NORDIC = 'name = "nordic"\nreaders = ["NOR", "SWE"]\nsecretariat = "NOR"\n'
OURS = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
GIFT = """\
title = "Hidden barrels"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 12
made_on = 2022-09-20
to = [{party = "UKR"}]
financed_by = [{nation = "SWE", share = "1/3"}]
"""


class Nordic(NamedTuple):
    """The clones of the plan in Norway and Sweden, each with a clone of the layer, and both servers."""

    norway: Bench
    sweden: Bench
    wide: Bench
    narrow: Bench

    def layer(self, bench: Bench) -> Bench:
        """Give the clone of the layer inside a clone of the plan."""
        return Bench(bench.folder / "layers/nordic")


def nordic_of(norway: Bench, folder: Path) -> Nordic:
    """Make the layer beside a shared plan, and clone both for Sweden."""
    server = folder / "nordic.git"
    first = Bench(folder / "first")
    first.folder.mkdir()
    first.git("init", "--quiet", "--initial-branch=main")
    first.commit({"plans/layer.toml": NORDIC})
    share(first, server)
    sweden = clone(folder / "shared.git", folder / "sweden", nation="SWE", email="stockholm@example.org")
    for bench, nation in ((norway, "NOR"), (sweden, "SWE")):
        place = bench.folder / "layers/nordic"
        clone(server, place, nation=nation, email=f"{nation.lower()}@example.org")
    return Nordic(norway, sweden, Bench(folder / "shared.git"), Bench(server))


def everything(server: Bench) -> str:
    """Give all that a repository holds: refs, messages, names and contents."""
    refs = server.git("for-each-ref")
    done = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch"],
        cwd=server.folder,
        capture_output=True,
        check=True,
    )
    return refs + done.stdout.decode("utf-8", "replace")
