"""A paper: a released plan goes into a view, the view through a template, and text comes out.

In: the name of a paper, a released plan, the meeting, the day, and the text of a template. Out: Markdown.
Templates come from a shared repository and are hostile: they see the view and nothing else, in a sandbox, in
a process of its own. Jinja2 is imported only to render, here and in `sandbox`.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, partial
from typing import Any

from workbook.errors import WorkbookError
from workbook.model.display import clean_line
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.child import Ending, run_apart
from workbook.render.shipped import TemplateSource, UnknownPaperError
from workbook.render.views.agenda import agenda_view
from workbook.render.views.brief import brief_view
from workbook.render.views.outcome import outcome_view

_VIEWS: Mapping[str, Callable[..., object]] = {
    "agenda": agenda_view,
    "brief": brief_view,
    "outcome": outcome_view,
}


class TemplateError(WorkbookError):
    """A template cannot be used as it is."""

    def __init__(self, template: str, reason: str) -> None:
        super().__init__(
            f"{template} {reason}: mend the template, or remove it and the shipped one is taken instead."
        )


def render_paper(
    name: str,
    released: Released[Workbook],
    *,
    meeting: str,
    today: date,
    template_source: TemplateSource,
) -> str:
    """Make a paper for an audience; `meeting` is an id, or "" for the meeting at hand.

    Same released plan, audience, day and template: same bytes.

    Raises:
        WorkbookError: no such paper or meeting for this audience, or the template cannot be used.
    """
    if name not in _VIEWS:
        raise UnknownPaperError(name)
    view = _VIEWS[name](released, today=today, meeting=meeting)
    return fill(template_source, view)


def fill(template: TemplateSource, view: object) -> str:
    """Put a view into a template.

    Raises:
        TemplateError: the template is wrong, reaches for what it may not have, or does not end.
    """
    _make_ready()
    result = run_apart(partial(_fill_here, template, view))
    match result.ending:
        case Ending.DONE:
            return _tidy(result.text)
        case Ending.FAILED:
            raise TemplateError(template.name, result.text)
        case Ending.MEMORY:
            raise TemplateError(template.name, "asks for more memory, or longer loops, than a paper needs")
        case Ending.TIME:
            raise TemplateError(template.name, "did not end in time and was stopped")
        case Ending.LENGTH:
            raise TemplateError(template.name, "makes a paper far too long to be read")


@cache
def _make_ready() -> None:
    """Load all that rendering loads late, once: the child may open no file."""
    import html  # noqa: F401  # loaded by the filter striptags

    import jinja2.debug  # noqa: F401  # loaded by jinja2 itself at the first failure

    from workbook.render.sandbox import environment

    environment().from_string("{{ 'a' ~ view|join }}").render(view=())


class _LineError(Exception):
    """What is wrong with a template and on which line; read by the parent as the end of a sentence."""


def _fill_here(source: TemplateSource, view: object) -> str:
    from jinja2 import Template, TemplateSyntaxError

    from workbook.render.sandbox import environment

    offered = environment()
    try:
        code = offered.compile(source.text, source.name, source.name)
        template = Template.from_code(offered, code, offered.make_globals(None))
        return template.render(view=view)
    except TemplateSyntaxError as error:
        raise _LineError(f"cannot be understood on line {error.lineno} ({error.message})") from error
    except (MemoryError, OverflowError, RecursionError):
        raise
    except Exception as error:  # whatever a hostile template brings about is the template's fault
        line = _line_of(error, source.name)
        reason = clean_line(str(error))[:200] or type(error).__name__
        raise _LineError(f"fails on line {line} ({reason})") from error


def _line_of(error: BaseException, name: str) -> int:
    """Find the line of the template that was being run; zero where none was."""
    line = 0
    trace: Any = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _tidy(text: str) -> str:
    """End lines without trailing space, never more than one empty line together, one newline at the end."""
    lines: list[str] = []
    for line in text.splitlines():
        line = line.rstrip()
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip() + "\n"
