"""The command `explain`: what a finding's code means, why it is a rule, and how it looks when it is wrong.

In: a code, a family, a name, or nothing for all; or a kind of record, of which it lists the fields. Out: text
on standard output, or JSON.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import codes
from workbook.cli.options import format_option, said
from workbook.cli.terminal import Terminal, cells, cut, emit, terminal, wrapped
from workbook.findings import Severity
from workbook.model.display import clean

if TYPE_CHECKING:
    from workbook.check.rule import Example, Rule
    from workbook.model.kind import Kind

_FAMILIES = {
    "WB1": "Shape of files",
    "WB2": "References",
    "WB3": "Quantities and values",
    "WB4": "Time",
    "WB5": "Industry and supply",
    "WB6": "Ownership and change",
    "WB7": "Release",
}


@click.command("explain")
@click.argument("code", metavar="[CODE|KIND]", default="", callback=said, shell_complete=codes)
@format_option("text", "json")
def command(code: str, style: str) -> int:
    """Tell what a code means (WB301), a family (WB3), or a rule by its name; without one list all.

    Of a kind of record (request) it lists the fields.
    """
    return explain(code, style=style)


def explain(code: str, *, style: str) -> int:
    """Print what rules mean, and give the exit code."""
    from workbook.check.catalogue import RULES
    from workbook.desk.kinds import kind_called
    from workbook.desk.rules import rules_for

    kind = kind_called(code)
    if kind is not None:
        emit(_fields_json(kind) if style == "json" else _fields(kind, terminal()))
        return CLEAN
    rules = rules_for(code) if code else RULES
    if style == "json":
        from workbook.cli.report_json import json_text

        emit(json_text({"format": 1, "rules": [_json(rule) for rule in rules]}))
    elif len(rules) == 1 and code:
        emit(_text(rules[0], terminal()))
    else:
        emit(_overview(rules, terminal()))
    return CLEAN


def _fields(kind: "Kind", screen: Terminal) -> str:
    from workbook.desk.manual import common_fields, field_lines, place_of, summary_of
    from workbook.model.kinds import STRUCTS

    found, width = field_lines(kind), min(screen.width, 100)
    gap = max(cells(one.name) for one in found) + 4
    lines = [f"{screen.paint(kind.value, 'bold')}  {summary_of(STRUCTS[kind])}"]
    lines += [f"Lies at {place_of(kind)}.", ""]
    for one in found:
        name = f"{one.name} *" if one.required else one.name
        told = f"{one.meaning.removesuffix('.')}: {one.holds}, as {one.example}"
        lines.append(name.ljust(gap) + wrapped(told, width=width, indent=" " * gap).lstrip())
    common = f"Must be filled: *. Every record may also have {', '.join(common_fields())}."
    return "\n".join([*lines, "", wrapped(common, width=width, indent="")])


def _fields_json(kind: "Kind") -> str:
    import msgspec

    from workbook.cli.report_json import json_text
    from workbook.desk.manual import field_lines

    return json_text({"format": 1, "kind": kind.value, "fields": msgspec.to_builtins(field_lines(kind))})


def _json(rule: "Rule") -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.slug,
        "severity": rule.severity.value,
        "claim": rule.claim,
        "reason": rule.reason,
        "source": rule.source,
        "judges": rule.subject.value,
        "kinds": sorted(kind.value for kind in rule.kinds),
        "failing": dict(rule.failing.files),
        "passing": dict(rule.passing.files),
        "failing_before": None if rule.failing.before is None else dict(rule.failing.before),
        "passing_before": None if rule.passing.before is None else dict(rule.passing.before),
    }


def _overview(rules: "Sequence[Rule]", screen: Terminal) -> str:
    lines = []
    width = max((cells(rule.slug) for rule in rules), default=0)
    for family, members in groupby(rules, key=lambda rule: rule.code[:3]):
        lines.append(screen.paint(f"{family}  {_FAMILIES.get(family, 'Other')}", "bold"))
        for rule in members:
            mark = _severity(rule.severity, screen, 7)
            line = f"  {rule.code}  {mark}  {rule.slug.ljust(width)}  {rule.claim}"
            lines.append(line if screen.has_colour or not screen.is_screen else cut(line, screen.width))
        lines.append("")
    return "\n".join([*lines, f"{len(rules)} rules. `workbook explain CODE` tells more."])


def _text(rule: "Rule", screen: Terminal) -> str:
    head = f"{screen.paint(rule.code, 'bold')}  {_severity(rule.severity, screen)}  {rule.slug}"
    judged = f"Judges {rule.subject.value}"
    kinds = ", ".join(sorted(kind.plural for kind in rule.kinds))
    parts = [head, "", rule.claim, "", rule.reason]
    parts += ["", f"{judged}, of {kinds}." if kinds else f"{judged}.", f"Source: {rule.source}"]
    lines = [wrapped(part, width=min(screen.width, 100), indent="") if part else "" for part in parts[1:]]
    lines += ["", screen.paint("It fails here:", "bold"), *_example(rule.failing, screen)]
    lines += [screen.paint("It passes here:", "bold"), *_example(rule.passing, screen)]
    return "\n".join([head, *lines, *_acknowledging(rule, screen)])


def _severity(severity: Severity, screen: Terminal, width: int = 0) -> str:
    return screen.paint(severity.value.ljust(width), "red" if severity is Severity.ERROR else "yellow")


def _example(example: "Example", screen: Terminal) -> list[str]:
    """Give the files of an example as far as they are short enough to be read."""
    if example.before is None:
        return [*_example_files(example.files, screen), ""]
    who = f" {clean(example.actor)}" if example.actor else " somebody"
    before = ["", "  Before:", *_example_files(example.before, screen)]
    return [*before, "", f"  After a change by{who}:", *_example_files(example.files, screen), ""]


def _example_files(files: Mapping[str, str], screen: Terminal) -> list[str]:
    from workbook.desk.explaining import shortened

    lines = []
    for path, text in _files(files).items():
        lines += [
            "",
            f"  {screen.paint(clean(path), 'cyan')}",
            *(f"    {line}".rstrip() for line in shortened(text)),
        ]
    return lines


def _files(files: Mapping[str, str]) -> Mapping[str, str]:
    return {path: text or "(the file is not there)" for path, text in sorted(files.items())}


def _acknowledging(rule: "Rule", screen: Terminal) -> list[str]:
    if rule.severity is Severity.ERROR:
        return ["An error has to be mended: it counts even where its record acknowledges it."]
    return [
        screen.paint("To live with it, its owner writes into the record:", "bold"),
        "",
        "    [[acknowledged]]",
        f'    code = "{rule.code}"',
        '    reason = "Why it is accepted."',
        "",
        "It is then still shown and counted, and `check --strict` passes it.",
    ]
