"""The house rules that no single module can keep: floors, sizes, light imports, drawn documents."""

import ast
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
import tomli
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from workbook.check.catalogue import RETIRED, RULES
from workbook.desk.manual import PAGES
from workbook.model.fields import Field, fields_of, inner_table
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import LayerFile, Manifest
from workbook.records.reader import read_table

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "workbook").rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base"}
HEAVY = {"textual", "git", "jinja2"}


def _all_structs() -> list[type[msgspec.Struct]]:
    waiting: list[type[msgspec.Struct]] = [*STRUCTS.values(), Manifest, LayerFile]
    found: list[type[msgspec.Struct]] = []
    while waiting:
        struct = waiting.pop()
        found.append(struct)
        tables = (inner_table(field.type) for field in fields_of(struct))
        waiting += [table for table in tables if table is not None and table not in found]
    return found


STRUCTS_BY_NAME = {struct.__name__: struct for struct in _all_structs()}
FIELDS = [
    (f"{name}.{field.key}", field)
    for name, struct in sorted(STRUCTS_BY_NAME.items())
    for field in fields_of(struct)
]


def test_every_file_imports_only_from_floors_below() -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)

    assert status == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in MODULES if path.stem in FORBIDDEN_NAMES] == []


def test_only_release_constructs_released() -> None:
    makers = [
        path.relative_to(ROOT)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split("[")[0].split(".")[-1] == "Released"
    ]

    assert [path for path in makers if path.parts[1] != "release"] == []


def test_rule_codes_are_in_order_and_never_reused() -> None:
    codes = [rule.code for rule in RULES]

    assert codes == sorted(codes)
    assert len(set(codes) | set(RETIRED)) == len(codes) + len(RETIRED)
    assert len({rule.slug for rule in RULES}) == len(codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_why_and_on_whose_authority(rule: object) -> None:
    texts = [getattr(rule, name) for name in ("claim", "reason", "source", "slug")]

    assert all(texts)
    assert getattr(rule, "failing").files != getattr(rule, "passing").files  # noqa: B009  # a rule, whatever its type


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=[name for name, _ in FIELDS])
def test_every_field_has_label_help_and_an_example_that_it_accepts(name: str, field: Field) -> None:
    example = tomli.loads(f"x = {field.example}", parse_float=Decimal)["x"]
    struct = _struct_with(name)
    _, misfits = read_table({field.key: example}, struct)

    assert field.label
    assert field.help.endswith(".")
    assert [one for one in misfits if one.code != "WB103"] == []


def _struct_with(name: str) -> type[msgspec.Struct]:
    return STRUCTS_BY_NAME[name.partition(".")[0]]


@pytest.mark.parametrize("name", PAGES)
def test_docs_agree_with_the_declarations(name: str) -> None:
    drawn = PAGES[name]()

    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == drawn, "run make docs"


@pytest.mark.parametrize("command", ["--version", "--help", "check", "list nation"])
def test_everyday_commands_stay_light(command: str) -> None:
    script = (
        "import sys; from workbook import __main__\n"
        f"sys.argv = ['workbook', *{command.split()!r}]\n"
        "__main__._end = lambda code: None\n"
        "__main__.main()\n"
        "print('\\n', *(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert set(done.stderr.split()) & HEAVY == set()
    # Click takes a while to load, so the plainest calls are read without it.
    is_plain = command not in ("--help", "list nation")
    assert ("click" in done.stderr) != is_plain
    assert not is_plain or "typing_extensions" not in done.stderr


def test_constraints_name_no_registry() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if "//" in line or "==" not in line] == []
