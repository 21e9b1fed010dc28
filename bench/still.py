"""The peer of the first paint: the smallest Textual application, which shows a text that stands in a file."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Static


class Still(App[None]):
    """Shows a text and nothing else."""

    def compose(self) -> ComposeResult:
        yield Static(Path(sys.argv[1]).read_text(), markup=False)


if __name__ == "__main__":
    Still().run()
