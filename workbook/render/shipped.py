"""Where the program's own plans and templates lie, and which template a paper takes.

In: the top folder of a plan, or None. Out: paths, and the text of a template: the plan's own before the
shipped one. In an installed package both lie below `workbook/shipped`, in a checkout at its top. Templates
are read as text here; a plan's own run only in a process of their own.
"""

import os
import stat
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from workbook.errors import WorkbookError
from workbook.render.catalogue import paper_kind

SIZE_LIMIT_BYTES = 1 << 18
_TEMPLATES = "templates"
_GENERIC = "paper"
_PACKAGE = Path(__file__).parents[1]


class Form(StrEnum):
    """In which form a paper is made; each value is the ending of its file."""

    MARKDOWN = "md"
    HTML = "html"


class TemplateSource(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a template, the name that its errors are told by, and the form of what it makes.

    `is_shipped` says that it is the program's own, which is kept ready for the next paper and known to end.
    """

    name: str
    text: str
    form: Form = Form.MARKDOWN
    is_shipped: bool = False


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


def find_template(paper: str, top: Path | None = None, form: Form = Form.MARKDOWN) -> TemplateSource:
    """Give the template of a paper: the plan's own for this paper, its own for all papers, else the shipped.

    Raises:
        UnknownPaperError: no such paper.
        UnreadableTemplateError: the plan's own is a link, too large, or not text.
    """
    for name in template_names(paper, form) if top is not None else ():
        assert top is not None
        own = _read(top / _TEMPLATES, name)
        if own is not None:
            return TemplateSource(name=f"{_TEMPLATES}/{name}", text=own, form=form)
    return shipped_template(form)


def template_names(paper: str, form: Form) -> tuple[str, ...]:
    """Give the names under which a plan may have a template of its own for a paper, the first counts.

    Raises:
        UnknownPaperError: no such paper.
    """
    return (f"{paper_kind(paper).name}.{form}.j2", f"{_GENERIC}.{form}.j2")


@cache
def shipped_template(form: Form) -> TemplateSource:
    """Give the shipped template that every paper takes in a form."""
    name = f"{_GENERIC}.{form}.j2"
    text = (shipped_folder(_TEMPLATES) / name).read_text(encoding="utf-8")
    return TemplateSource(name=f"the shipped {name}", text=text, form=form, is_shipped=True)


@cache
def shipped_style() -> str:
    """Give the style sheet that every HTML paper carries."""
    return (shipped_folder(_TEMPLATES) / f"{_GENERIC}.css").read_text(encoding="utf-8")


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
