"""Where the program's own plans and templates lie, and which template a paper takes.

In: the top folder of a plan, or None. Out: paths, and the text of a template: the plan's own before the
shipped one. In an installed package both lie below `workbook/shipped`, in a checkout at its top. Templates
are read as text here and run only in a process of their own.
"""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import WorkbookError

PAPERS = ("agenda", "brief", "outcome")
SIZE_LIMIT_BYTES = 1 << 18
_TEMPLATES = "templates"
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSource:
    """The text of a template and the name that its errors are told by."""

    name: str
    text: str


class UnknownPaperError(WorkbookError):
    """No paper has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no paper {name!r}: the papers are {', '.join(PAPERS)}.")


class UnreadableTemplateError(WorkbookError):
    """A template is there and cannot be taken."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"The template {path} {why}: mend it, or remove it and the shipped template is taken instead."
        )


def shipped_folder(name: str) -> Path:
    """Give the folder of shipped `plans` or `templates`."""
    packed = _PACKAGE / "shipped" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def find_template(paper: str, top: Path | None = None) -> TemplateSource:
    """Give the template of a paper: the plan's own from its `templates/`, else the shipped one.

    Raises:
        UnknownPaperError: no such paper.
        UnreadableTemplateError: the plan's own is a link, too large, or not text.
    """
    if paper not in PAPERS:
        raise UnknownPaperError(paper)
    name = f"{paper}.md.j2"
    if top is not None:
        own = _read(top / _TEMPLATES, name)
        if own is not None:
            return TemplateSource(name=f"{_TEMPLATES}/{name}", text=own)
    shipped = (shipped_folder(_TEMPLATES) / name).read_text(encoding="utf-8")
    return TemplateSource(name=f"the shipped {name}", text=shipped)


def _read(folder: Path, name: str) -> str | None:
    """Read a plan's template without following links out of its folder; None where there is none."""
    path = folder / name
    if folder.is_symlink():
        raise UnreadableTemplateError(folder, "is a link, which is never followed")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        why = "is a link, which is never followed" if path.is_symlink() else "cannot be read"
        raise UnreadableTemplateError(path, why) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UnreadableTemplateError(path, "is no regular file")
    with os.fdopen(handle, "rb") as file:
        content = file.read(SIZE_LIMIT_BYTES + 1)
    if len(content) > SIZE_LIMIT_BYTES:
        raise UnreadableTemplateError(path, f"has more than {SIZE_LIMIT_BYTES:,} bytes")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableTemplateError(path, "is not UTF-8 text") from error
