"""Templates are hostile: they see a view and nothing else, and they end."""

import os
import time
from dataclasses import dataclass

import pytest

from tests.held import held, needs_proc
from workbook.errors import WorkbookError
from workbook.render import child
from workbook.render.paper import fill
from workbook.render.shipped import TemplateSource


@dataclass(frozen=True)
class View:
    title: str = "Shells"
    numbers: tuple[int, ...] = (1, 2)


def _fill(text: str) -> str:
    return fill(TemplateSource(name="templates/agenda.md.j2", text=text), View())


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the bounds, so that the tests of them are quick."""
    monkeypatch.setattr(child, "DEADLINE_SECONDS", 2.0)
    monkeypatch.setattr(child, "PROCESSOR_SECONDS", 1)


def test_a_template_places_values() -> None:
    assert (
        _fill("# {{ view.title }}\n{% for n in view.numbers %}\n- {{ n }}\n{% endfor %}")
        == "# Shells\n- 1\n- 2\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ view.__class__ }}",
        "{{ view.__init__.__globals__ }}",
        "{{ ''|attr('__class__') }}",
        "{{ ['__class__']|map('attr', view)|list }}",
        "{{ '{0.__class__}'.format(view) }}",
        "{{ ('{0.__class__}')|format(view) }}",
        "{% include '/etc/passwd' %}",
        "{% import 'agenda.md.j2' as a %}",
        "{% extends '../brief.md.j2' %}",
        "{{ open('/etc/passwd') }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ namespace.__init__ }}",
        "{{ lipsum() }}",
        "{{ view.numbers|random }}",
        "{{ now() }}",
        "{{ view.missing }}",
        "{{ view.numbers.append(3) }}",
        "{% set x = [] %}{% for n in view.numbers %}{{ x.append(n) }}{% endfor %}",
    ],
)
def test_a_template_reaches_nothing_beyond_its_view(text: str) -> None:
    try:
        shown = _fill(text)
    except WorkbookError as error:
        shown = str(error)
    assert "root:" not in shown
    assert "class '" not in shown
    assert "<module" not in shown
    assert "built-in" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "{{ range }}",
        "{{ range ~ '' }}",
        "{{ range|string }}",
        "{{ [range] }}",
        "{{ '%s' % range }}",
        "{{ '{}'.format(range) }}",
        "{{ view.numbers.count }}",
        "{{ view.numbers['count'] }}",
        "{{ view.numbers|attr('count') }}",
        "{{ view.numbers.count ~ '' }}",
        "{{ [view.numbers]|map(attribute='count')|list }}",
        "{{ namespace }}",
        "{{ dict }}",
        "{{ view }}",
        "{% macro m() %}{% endmacro %}{{ m }}",
        "{{ joiner() }}",
        "{{ [[1, range]] }}",
        "{{ {'a': range} }}",
    ],
)
def test_a_template_prints_no_function(text: str) -> None:
    with pytest.raises(WorkbookError, match=r"fails on line 1 \(.*(no text|undefined)"):
        _fill(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ view.numbers|map('string') ~ '' }}", "\\['1', '2'\\]"),
        ("{{ view.numbers|select|list }}", "\\[1, 2\\]"),
        ("{{ view.numbers|map('string')|join(', ') }}", "1, 2"),
        ("{{ view.title.upper() }}", "SHELLS"),
        ("{{ '{:>3}'.format(1) }}", "1"),
        ("{{ view.title|reverse }}", "sllehS"),
        ("{% for n in range(2) %}{{ loop.cycle('a', 'b') }}{% endfor %}", "ab"),
        ("{% set x = namespace(n=1) %}{{ x.n }}", "1"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(2) }}", "2"),
        ("{{ dict(a=1).items()|list }}", "\\[('a', 1)\\]"),
        ("{{ view.numbers|batch(1)|list }}", "\\[\\[1\\], \\[2\\]\\]"),
        ("{{ view.numbers|sum }}", "3"),
    ],
)
def test_a_template_prints_what_functions_give(text: str, shown: str) -> None:
    assert _fill(text) == f"{shown}\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# Title\n\n{% if %}\n", 3),
        ("# Title\n{{ view.missing }}\n", 2),
        ("# Title\n\n\n{{ 1 / 0 }}\n", 4),
        ("{{ view.title }}\n{% include 'x' %}", 2),
        ("\n{{ 'a' + 1 }}", 2),
    ],
)
def test_an_error_names_template_and_line_and_says_what_to_do(text: str, line: int) -> None:
    with pytest.raises(
        WorkbookError, match=rf"^templates/agenda.md.j2 .* on line {line} .*: mend the template"
    ):
        _fill(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'a' * 10**10 }}",
        "{{ ('a' * 10**10)|length }}",
        "{{ 'a'.ljust(10**10) }}",
        "{% set x = namespace(s='a') %}{% for i in range(60) %}{% set x.s = x.s ~ x.s %}{% endfor %}",
        "{{ range(10**9)|list }}",
        "{{ [0] * 10**10 }}",
    ],
)
def test_a_template_that_eats_memory_is_stopped(text: str) -> None:
    with pytest.raises(WorkbookError, match="more memory, or longer loops"):
        _fill(text)


LOOP = "{% for i in range(9999) %}{% for j in range(9999) %}{% for k in range(9999) %}"


@pytest.mark.parametrize(
    "text",
    [f"{LOOP}{{% endfor %}}{{% endfor %}}{{% endfor %}}", "{{ 10**(10**10) }}", "{{ 3**(10**8) }}"],
)
@pytest.mark.usefixtures("impatient")
def test_a_template_that_does_not_end_is_stopped(text: str) -> None:
    began = time.monotonic()

    with pytest.raises(WorkbookError, match=r"did not end in time|more memory"):
        _fill(text)

    assert time.monotonic() - began < 4


def test_a_template_that_calls_itself_is_stopped() -> None:
    with pytest.raises(WorkbookError, match=r"without end|fails"):
        _fill("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")


def test_a_paper_without_end_is_stopped() -> None:
    with pytest.raises(WorkbookError, match="far too long"):
        _fill("{% for i in range(9999) %}{{ 'a' * 9999 }}{% endfor %}")


@needs_proc
def test_nothing_is_left_behind() -> None:
    before = held()

    _fill("{{ view.title }}")

    assert held() == before


def _tries(action: str) -> str:
    def work() -> str:
        exec(action)
        return "done"

    result = child.run_apart(work)
    return f"{result.ending} {result.text}"


@pytest.mark.parametrize(
    "action",
    ["open('/etc/passwd').read()", "open('/dev/null', 'w')", "__import__('socket').socket()"],
)
def test_even_outside_the_sandbox_no_file_and_no_network_can_be_opened(action: str) -> None:
    assert _tries("import socket") == "d done"
    assert "Too many open files" in _tries(action)


def test_the_child_holds_no_file_of_the_parent(tmp_path: os.PathLike[str]) -> None:
    with open(os.path.join(tmp_path, "secret"), "w+") as secret:
        number = secret.fileno()
        assert "Bad file descriptor" in _tries(f"__import__('os').read({number}, 10)")
