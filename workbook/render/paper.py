"""A paper: a released plan goes into a view, the view through a template, and text comes out.

In: the name of a paper, a released plan, the meeting, the day, and the text of a template. Out: a text.
Templates come from a shared repository and are hostile: they see the view and nothing else, in a sandbox, in
a process of its own. The shipped ones are the program's own, known to end, and run here. Jinja2 is imported
only to render, here and in `sandbox`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from workbook.errors import WorkbookError
from workbook.model.display import clean, clean_line
from workbook.records.workbook import Workbook
from workbook.release.released import Released
from workbook.render.catalogue import paper_kind, view_of
from workbook.render.child import Ending, run_apart
from workbook.render.document import UnprovedError, document
from workbook.render.markup import Shelf
from workbook.render.page import Paper
from workbook.render.shipped import Form, TemplateSource, shipped_style, shipped_template
from workbook.render.since import Since

if TYPE_CHECKING:
    from jinja2 import Environment, Template

_MOST_AT_ONCE = 32
_FILLING = Lock()
# A brief has two pages: where it tells what changed as well, it tells less of the rest. An outcome sets the
# coverage of now beside that of then.
_TOLD_SINCE: Mapping[str, Callable[[Since], Mapping[str, Any]]] = {
    "brief": lambda _: {"is_cut": True},
    "outcome": lambda since: {"since": since},
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
    since: Since | None = None,
) -> str:
    """Make a paper for an audience; `meeting` is an id, or "" for the meeting at hand.

    With `since` it also says what changed.

    Same released plan, audience, day and template: same bytes.

    Raises:
        WorkbookError: no such paper or meeting for this audience, or the template cannot be used.
    """
    view = paper_view(name, released, meeting=meeting, today=today, since=since)
    return fill(template_source, view)


def paper_view(
    name: str, released: Released[Workbook], *, meeting: str, today: date, since: Since | None = None
) -> Paper:
    """Say what a paper says, before any template.

    Raises:
        WorkbookError: no such paper or meeting for this audience.
    """
    told = _TOLD_SINCE[name](since) if since is not None and name in _TOLD_SINCE else {}
    view: Paper = view_of(paper_kind(name))(released, today=today, meeting=meeting, **told)
    if since is None:
        return view
    from workbook.render.views.changed import with_changes

    return with_changes(view, released, since, meeting=meeting, today=today)


def fill(template: TemplateSource, view: object) -> str:
    """Put a view into a template.

    Raises:
        TemplateError: the template is wrong, reaches for what it may not have, or does not end.
    """
    if template.is_shipped:
        return _fill_shipped(template, view).decode()
    _make_ready(template.form)
    result = run_apart(partial(_fill_here, template, view))
    match result.ending:
        case Ending.DONE:
            return _finished(template, view, result.text)
        case Ending.FAILED:
            raise TemplateError(template.name, result.text)
        case Ending.MEMORY:
            raise TemplateError(template.name, "asks for more memory, or longer loops, than a paper needs")
        case Ending.TIME:
            raise TemplateError(template.name, "did not end in time and was stopped")
        case Ending.LENGTH:
            raise TemplateError(template.name, "makes a paper far too long to be read")


def fill_all(orders: Sequence[tuple[TemplateSource, object]]) -> list[str]:
    """Put many views into templates, many in one process: what `fill` gives for each, in order.

    Raises:
        TemplateError: as `fill` for the first that fails.
    """
    return [content.decode() for content in fill_files(orders)]


def fill_files(orders: Sequence[tuple[TemplateSource, object]]) -> list[bytes]:
    """Give what `fill_all` gives as it stands in files; of a plan's own template, cleaned.

    Raises:
        TemplateError: as `fill` for the first that fails.
    """
    theirs = [order for order in orders if not order[0].is_shipped]
    made = iter(_fill_theirs(theirs))
    # A template of the plan may hold what no record may: nothing hidden leaves here.
    return [
        _fill_shipped(template, view) if template.is_shipped else clean(next(made)).encode()
        for template, view in orders
    ]


def _fill_theirs(orders: Sequence[tuple[TemplateSource, object]]) -> list[str]:
    """Put views into a plan's own templates."""
    for form in dict.fromkeys(template.form for template, _ in orders):
        _make_ready(form)
    texts: list[str] = []
    for first in range(0, len(orders), _MOST_AT_ONCE):
        batch = orders[first : first + _MOST_AT_ONCE]
        result = run_apart(partial(_fill_batch, batch))
        if result.ending is Ending.DONE:
            made = json.loads(result.text)
            texts += [
                _finished(template, view, text) for (template, view), text in zip(batch, made, strict=True)
            ]
        else:
            # One of them fails, or all together are too much: each alone tells which.
            texts += [fill(template, view) for template, view in batch]
    return texts


def _fill_batch(batch: Sequence[tuple[TemplateSource, object]]) -> str:
    return json.dumps([_fill_here(template, view) for template, view in batch], ensure_ascii=False)


def _fill_shipped(template: TemplateSource, view: object) -> bytes:
    """Put a view into the program's own template, which needs no process of its own: it ends.

    One at a time, because papers of a form share the environment that counts their notes and charts.
    """
    shelf = Shelf() if template.form is Form.MARKDOWN else None
    with _FILLING:
        try:
            text = _fill_here(template, view, shelf)
        except _LineError as error:
            raise TemplateError(template.name, str(error)) from error
    finished = _finished(template, view, text)
    return shelf.filled(finished) if shelf is not None else finished.encode()


def _finished(template: TemplateSource, view: object, text: str) -> str:
    """Tidy what a template made; an HTML body is proved and put into its document."""
    text = _tidy(text)
    if template.form is not Form.HTML:
        return text
    assert isinstance(view, Paper)
    try:
        return document(text, view.frame, shipped_style())
    except UnprovedError as error:
        raise TemplateError(template.name, str(error)) from error


@cache
def _make_ready(form: Form) -> None:
    """Load all that rendering loads late, once: the child may open no file.

    A plan's own template is not compiled here, for it may not end.
    """
    import html  # noqa: F401  # loaded by the filter striptags

    import jinja2.debug  # noqa: F401  # loaded by jinja2 itself at the first failure

    _environment(form).from_string("{{ 'a' ~ view|join }}").render(view=())


@cache
def _environment(form: Form, *, is_own: bool = False) -> "Environment":
    from workbook.render.sandbox import environment

    return environment(form, is_own=is_own)


@cache
def _compiled(form: Form) -> "Template":
    from jinja2 import Template

    offered, source = _environment(form, is_own=True), shipped_template(form)
    code = offered.compile(source.text, source.name, source.name)
    return Template.from_code(offered, code, offered.make_globals(None))


class _LineError(Exception):
    """What is wrong with a template and on which line; read by the parent as the end of a sentence."""


def _fill_here(source: TemplateSource, view: object, shelf: Shelf | None = None) -> str:
    from jinja2 import Template, TemplateSyntaxError

    from workbook.render.sandbox import begin_paper

    offered = _environment(source.form, is_own=source.is_shipped)
    begin_paper(offered, source.form)
    if shelf is not None:
        offered.filters["table"] = shelf.table
    try:
        if source.is_shipped:
            return _compiled(source.form).render(view=view)
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
    text = "\n".join([line.rstrip() for line in text.splitlines()])
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip() + "\n"
