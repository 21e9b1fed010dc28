"""What a template can do: call what its view and the sandbox offer, and print text and numbers, nothing else.

In: nothing. Out: an environment of jinja2, which is why this module is imported only to render. Whatever else
a template might print (a function, an iterator) would show where it lies in memory, which no reader needs and
which is different every time.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from functools import wraps
from typing import Any, NoReturn

from jinja2 import Environment, StrictUndefined, Undefined
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workbook.render import html_markup, html_text, markup
from workbook.render.blocks import as_table
from workbook.render.placed import Placed
from workbook.render.shipped import Form

MAX_RANGE = 10_000
# What would make two renderings differ, or is of no use in a paper.
_NOT_OFFERED = ("lipsum", "random", "pprint", "urlize", "xmlattr", "cycler", "joiner")
# These give iterators; a template that prints one, or joins it to a text, wants what is in it.
_ITERATING = (
    "batch",
    "items",
    "map",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "slice",
    "unique",
)
# Each form has its own way of these, besides its way of escaping.
_PLACING = ("link", "marks", "line", "heading", "legend", "table")
_PLACING_HTML = ("back", "chart", "heat")
_TEXT = (str, int, float, Decimal, date, time, type(None), Undefined)


class NoTextError(TypeError):
    """A template prints what is neither text nor a number."""

    def __init__(self) -> None:
        super().__init__("what is printed here is no text: call it, or name one of its fields")


class _Function:
    """A function that a template may call, and that no way of printing gets a text from."""

    __slots__ = ("work",)

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work = work

    def __repr__(self) -> NoReturn:
        raise NoTextError

    def __format__(self, form: str) -> NoReturn:
        raise NoTextError


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, in which functions can be called and not be printed.

    What a macro gives was printed once and is not escaped again: hence its way of joining texts.
    """

    @staticmethod
    def concat(parts: Iterable[str]) -> Placed:
        """Join what was printed."""
        return Placed("".join(parts))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give an attribute, a function so that it can only be called."""
        return _closed(super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Give an entry or an attribute, likewise."""
        return _closed(super().getitem(obj, argument))

    def call(__self, __context: Context, __obj: Any, *words: Any, **settings: Any) -> Any:  # noqa: N805  # as jinja2 calls it
        """Call a function, if the sandbox holds it to be safe."""
        return super().call(__context, _opened(__obj), *words, **settings)


class _Own(Environment):
    """What the program's own templates run in: they ask for nothing that they may not have."""

    @staticmethod
    def concat(parts: Iterable[str]) -> Placed:
        """Join what was printed."""
        return Placed("".join(parts))


def environment(form: Form = Form.MARKDOWN, *, is_own: bool = False) -> Environment:
    """Make the environment of a form; `is_own`: for templates of the program, which need no sandbox."""
    made = (_Own if is_own else _Sandbox)(
        undefined=StrictUndefined,
        autoescape=False,
        finalize=_printing(html_text.escape if form is Form.HTML else markup.escape),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        loader=None,
        cache_size=0,
    )
    for name in _NOT_OFFERED:
        made.globals.pop(name, None)
        made.filters.pop(name, None)
    made.globals["range"] = _bounded_range
    if not is_own:
        for name, value in made.globals.items():
            made.globals[name] = _closed(value)
    for name in _ITERATING:
        made.filters[name] = _listing(made.filters[name])
    made.filters["attr"] = _closing(made.filters["attr"])
    begin_paper(made, form)
    made.filters["as_table"] = as_table
    return made


def begin_paper(offered: Environment, form: Form) -> None:
    """Begin a paper: its notes and charts are counted anew."""
    placing: Any = html_markup.HtmlMarkup() if form is Form.HTML else markup
    for name in (*_PLACING, *(_PLACING_HTML if form is Form.HTML else ())):
        offered.filters[name] = getattr(placing, name)


def _closed(value: Any) -> Any:
    return _Function(value) if callable(value) and not isinstance(value, (Undefined, _Function)) else value


def _opened(value: Any) -> Any:
    return value.work if isinstance(value, _Function) else value


def _printing(escape: Callable[[object], str]) -> Callable[[Any], str]:
    """Give what a template prints as text in which nothing acts; of a list, only one of texts."""

    def printed(value: Any) -> str:
        if not isinstance(value, str):
            for one in _parts(value):
                if not isinstance(one, _TEXT):
                    raise NoTextError
        return escape(value)

    return printed


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = (*value.keys(), *value.values())
    if not isinstance(value, (list, tuple, set, frozenset)):
        yield value
        return
    for one in value:
        yield from _parts(one)


def _listing(work: Callable[..., Any]) -> Callable[..., Any]:
    # `wraps` also carries over the mark by which jinja2 knows that a filter wants the environment.
    @wraps(work)
    def listed(*words: Any, **settings: Any) -> Any:
        found = work(*words, **settings)
        return found if isinstance(found, str) else [_closed(one) for one in found]

    return listed


def _closing(work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def closed(*words: Any, **settings: Any) -> Any:
        return _closed(work(*words, **settings))

    return closed


def _bounded_range(*bounds: int) -> range:
    found = range(*bounds)
    if len(found) > MAX_RANGE:
        raise OverflowError(f"a range of more than {MAX_RANGE:,}")
    return found
