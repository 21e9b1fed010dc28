"""The stack of repositories that make a plan: the shared one, and narrower overlays over it.

In: a folder. Out: `LayerSource`s, the shared one first. A layer's name and readers stand in its own
`plans/layer.toml`; here it is only found, under `layers/NAME/`.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from workbook.records.folder import FolderSource, shown_path
from workbook.records.paths import LAYER_FILE, LAYERS, layer_of
from workbook.records.source import MappingSource, Source


class LayerSource(msgspec.Struct, frozen=True, kw_only=True):
    """One layer: its folder name ("" for the shared one) and where its files come from."""

    name: str
    source: Source

    @property
    def prefix(self) -> str:
        """What its paths begin with, seen from the top of the shared one."""
        return f"{LAYERS}/{self.name}/" if self.name else ""


def folder_stack(top: Path) -> tuple[LayerSource, ...]:
    """Find the shared layer in a folder and the overlays cloned below it, by name.

    A folder is an overlay if anything stands where its layer file belongs, also what is no file: then nobody
    may read it, but its files are told of.
    """
    overlays = sorted(path for path in _folders(top / LAYERS) if os.path.lexists(path / LAYER_FILE))
    return (
        LayerSource(name="", source=FolderSource(top)),
        *(LayerSource(name=shown_path(path.name), source=FolderSource(path)) for path in overlays),
    )


def mapping_stack(files: Mapping[str, bytes | str]) -> tuple[LayerSource, ...]:
    """Make a stack of files in memory, as path to content; overlays lie under `layers/NAME/`."""
    inner: dict[str, dict[str, bytes | str]] = {"": {}}
    for path, content in files.items():
        name, rest = layer_of(path)
        inner.setdefault(name, {})[rest] = content
    return tuple(LayerSource(name=name, source=MappingSource(inner[name])) for name in sorted(inner))


def _folders(parent: Path) -> list[Path]:
    if parent.is_symlink():
        return []
    try:
        return [path for path in parent.iterdir() if path.is_dir() and not path.is_symlink()]
    except OSError:
        return []
