"""The merge and diff drivers of a workbook and its layers: written where they are missing.

In: the top of a repository. Out: its settings, and a line in the `.gitattributes` that all clones share.
"""

from pathlib import Path

from workbook.desk.saving import write_whole
from workbook.errors import WorkbookError
from workbook.vcs.driver import (
    ATTRIBUTES,
    ATTRIBUTES_LINE,
    has_attributes,
    install,
    missing_settings,
    with_attributes,
)
from workbook.vcs.plumbing import Repository


class AttributesRefusedError(WorkbookError):
    """The attributes cannot be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be written ({reason}); add the line `{ATTRIBUTES_LINE}` to it.")


class AttributesOverruledError(WorkbookError):
    """Another file of attributes says something else of the plan's files."""

    def __init__(self, top: Path) -> None:
        super().__init__(
            f"Another .gitattributes or .git/info/attributes below {top} overrules `{ATTRIBUTES_LINE}`; "
            "remove its line on these files, which `git check-attr --all plans/workbook.toml` tells of."
        )


def set_up_drivers(repository: Repository) -> tuple[str, ...]:
    """Write what is missing, and say in a sentence each what was written.

    Raises:
        WorkbookError: a file or the settings cannot be written, or another file overrules ours.
    """
    done = []
    if not has_attributes(repository):
        path = repository.top / ATTRIBUTES
        _add_attributes(path)
        done.append(f"Added merge and diff drivers to {path}; commit it.")
        if not has_attributes(repository):
            raise AttributesOverruledError(repository.top)
    if missing := missing_settings(repository):
        install(repository, missing)
        done.append(f"Told git in {repository.top} which program merges records.")
    return tuple(done)


def _add_attributes(path: Path) -> None:
    try:
        # Git does not read attributes through a link, so what it points to does not count.
        text = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        write_whole(path, with_attributes(text))
    except OSError as error:
        raise AttributesRefusedError(path, error.strerror or str(error)) from error
