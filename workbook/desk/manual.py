"""The pages of docs/ that are drawn from declarations: the data format, and the rules.

In: the field declarations of `model` and the rules of `check`. Out: Markdown. `make docs` writes the pages;
a house test holds them against what is drawn, so neither can be forgotten.
"""

import sys
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec

from workbook.check.catalogue import RETIRED, RULES
from workbook.check.rule import Rule
from workbook.model.fields import Code, Field, fields_of, inner_table
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import LayerFile, Manifest
from workbook.model.record import RecordData
from workbook.records.paths import path_of

_DRAWN = "<!-- Drawn from the declarations by `make docs`; edit those, not this page. -->"

_FORMAT_HEAD = f"""# The data format

{_DRAWN}

A workbook is a git repository with `plans/` at its top. Every record is one small TOML file; its id is the
file's name, its owner the folder it lies in. This page lists every kind and every field, as declared in
`workbook/model/`. **Bold** fields are required.

How values are written, with their doubt:

| value | forms |
|---|---|
| quantity | `20`, `3.3`, `{{about = 20}}`, `{{at_least = 20}}`, `{{at_most = 20}}`, \
`{{from = 10, to = 20}}`, `"unknown"`, `"undisclosed"` |
| money | `{{amount = 1000000, currency = "EUR"}}`, the amount in the forms of a quantity |
| time | `2022-09-28`, `"2022-09"`, `"2022-Q4"`, `"2022"`, `{{until = ...}}`, `{{from = ...}}`, \
`{{about = ...}}`, `{{between = [a, b]}}`, `"unknown"`, `"undisclosed"` |
| share, ratio | `0.25` or `"1/3"` |
| readers | `"public"`, `"members"`, `"national"` or a list of nations |
| reference | the id of a record, `"unknown"` or `"undisclosed"` |
"""

_TYPE_WORDS = {
    "str": "text",
    "int": "whole number",
    "bool": "yes or no",
    "date": "day",
    "datetime": "moment with zone",
    "Quantity": "quantity",
    "Money": "money",
    "When": "time",
    "Share": "share",
    "Readers": "readers",
    "Any": "any value",
}

_EXAMPLE_OWNER = "NOR"
_EXAMPLE_MEETING = "2022-09-28-brussels"


class FieldLine(msgspec.Struct, frozen=True, kw_only=True):
    """A field as a page lists it: its name from the record's top, what it holds, and an example as TOML."""

    name: str
    required: bool
    holds: str
    meaning: str
    example: str


def format_page() -> str:
    """Draw docs/format.md: every kind with where it lies and its fields."""
    parts = [_FORMAT_HEAD]
    for kind, struct in STRUCTS.items():
        parts.append(_section(str(kind), struct, place_of(kind), _own(kind)))
    parts.append(_section("in every record", RecordData, "", fields_of(RecordData)))
    parts.append(_section("workbook.toml", Manifest, "plans/workbook.toml", fields_of(Manifest)))
    parts.append(_section("layer.toml", LayerFile, "plans/layer.toml", fields_of(LayerFile)))
    return "\n".join(parts)


def field_lines(kind: Kind) -> list[FieldLine]:
    """List the fields of a kind, those inside its tables too, as they are named in `set`."""
    return [*_flat(_own(kind), "")]


def common_fields() -> list[str]:
    """Name the fields that every record may have."""
    return [field.key for field in fields_of(RecordData)]


def summary_of(struct: type[msgspec.Struct]) -> str:
    """Say in a sentence what records of a kind are."""
    return (struct.__doc__ or "").splitlines()[0]


def rules_page() -> str:
    """Draw docs/rules.md: every rule with its claim, reason and source."""
    lines = [
        "# The rules",
        "",
        _DRAWN,
        "",
        f"`workbook check` judges a plan by these {len(RULES)} rules. `workbook explain CODE` shows each",
        "with an example that fails and one that passes. The rules WB6 judge a change: `check --since REV`",
        "tells what they find in all that changed since.",
        "",
        "| code | rule | severity | what it claims | why | source |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_rule_row(rule) for rule in RULES]
    lines += [f"| {code} | (retired) | | {reason} | | |" for code, reason in sorted(RETIRED.items())]
    return "\n".join(lines) + "\n"


PAGES = {"format.md": format_page, "rules.md": rules_page}


def write_pages(folder: Path) -> None:
    """Write every drawn page into a folder."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


def _rule_row(rule: Rule) -> str:
    cells = (rule.code, rule.slug, rule.severity, rule.claim, rule.reason, rule.source)
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def place_of(kind: Kind) -> str:
    """Give an example of the path at which a record of a kind lies."""
    ids = {Kind.NATION: _EXAMPLE_OWNER, Kind.MEETING: _EXAMPLE_MEETING}
    id = ids.get(kind, "ID")
    if kind in (Kind.MEETING, Kind.AGENDA, Kind.DECISION, Kind.ACTION):
        return path_of(kind, id, meeting=_EXAMPLE_MEETING)
    if kind in (Kind.ITEM, Kind.SUPPLIER):
        return path_of(kind, id)
    return path_of(kind, id, owner=_EXAMPLE_OWNER)


def _own(kind: Kind) -> list[Field]:
    common = {*common_fields()}
    return [field for field in fields_of(STRUCTS[kind]) if field.key not in common]


def _section(title: str, struct: type[msgspec.Struct], where: str, fields: Sequence[Field]) -> str:
    lines = [f"## {title}", "", summary_of(struct), ""]
    if where:
        lines += [f"Lies at `{where}`.", ""]
    lines += ["| field | holds | meaning | example |", "|---|---|---|---|"]
    lines += map(_row, _flat(fields, ""))
    return "\n".join(lines) + "\n"


def _flat(fields: Sequence[Field], prefix: str) -> Iterator[FieldLine]:
    for field in fields:
        yield FieldLine(
            name=f"{prefix}{field.key}",
            required=field.required,
            holds=_holds(field),
            meaning=field.help,
            example=field.example,
        )
        table = inner_table(field.type)
        if table is not None:
            yield from _flat(fields_of(table), f"{prefix}{field.key}.")


def _row(line: FieldLine) -> str:
    name = f"`{line.name}`"
    shown = f"**{name}**" if line.required else name
    return f"| {shown} | {line.holds} | {_cell(line.meaning)} | `{_cell(line.example)}` |"


def _holds(field: Field) -> str:
    words = _type_word(field.type)
    if field.refers:
        words = "ids" if get_origin(field.type) is tuple else "id"
        kinds = "any record" if field.refers == ("*",) else " or ".join(field.refers)
        return f"{words} of {kinds}"
    if field.code is not None:
        listed = get_origin(field.type) is tuple
        return f"list of: {field.code}" if listed else _code_word(field.code)
    return f"{words} ({field.unit})" if field.unit else words


def _code_word(code: Code) -> str:
    return f"{code} code" if code in (Code.CURRENCY, Code.UNIT) else str(code)


def _type_word(wanted: Any) -> str:
    if get_origin(wanted) is tuple:
        inner = get_args(wanted)[0]
        return "tables" if inner_table(inner) is not None else f"list of {_type_word(inner)}"
    if get_origin(wanted) is dict:
        return f"table of {_type_word(get_args(wanted)[1])}"
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return ", ".join(str(one.value) for one in wanted)
    if inner_table(wanted) is not None:
        return "table"
    return _TYPE_WORDS[getattr(wanted, "__name__", str(wanted).rpartition(".")[2])]


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
