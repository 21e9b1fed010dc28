"""The command `show`: one record in words.

In: a standpoint and a word that names a record. Out: its description, JSON or CSV on standard output.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.completing import ids
from workbook.cli.options import Standpoint, format_option, standing
from workbook.cli.terminal import Terminal, emit, terminal, wrapped
from workbook.model.display import clean, clean_line

if TYPE_CHECKING:
    from workbook.desk.describing import Description, Line, Naming
    from workbook.findings import Finding
    from workbook.records.workbook import PlanFile, Workbook

_NAMING_SHOWN = 20


@click.command("show")
@click.argument("ref", metavar="REF", shell_complete=ids)
@standing(at=True)
@format_option("table", "json", "csv")
def command(standpoint: Standpoint, ref: str, style: str) -> int:
    """Show one record in words: REF is its id, as NOR-C-7K3Q, or the path of its file.

    What it says, whether it is confirmed, who can read it, who names it, and what is wrong with it.
    """
    return show_record(standpoint, ref=ref, style=style)


def show_record(standpoint: Standpoint, *, ref: str, style: str) -> int:
    """Print a record and give the exit code."""
    from workbook.desk.describing import describe
    from workbook.desk.finding import find_file
    from workbook.desk.opening import open_plan

    plan = open_plan(standpoint.folder, at=standpoint.at)
    file = find_file(ref, plan.workbook)
    if style == "csv":
        emit(_csv(file, plan.workbook))
        return CLEAN
    described = describe(file, plan.workbook, plan.findings(today=standpoint.today))
    emit(_json(described, file, plan.workbook) if style == "json" else _text(described, terminal()))
    return CLEAN


def _csv(file: "PlanFile", workbook: "Workbook") -> str:
    from workbook.cli.records import records_csv

    assert file.kind is not None
    return records_csv(file.kind, [file.record] if file.record else [], workbook.settings)


def _json(described: "Description", file: "PlanFile", workbook: "Workbook") -> str:
    from workbook.cli.records import encoded, record_json
    from workbook.cli.report_json import finding_json

    record = record_json(file.record, workbook.settings) if file.record else None
    readers = workbook.settings.layers.get(file.layer, "members")
    named_by = [{"id": one.id, "kind": one.kind.value, "field": one.field} for one in described.named_by]
    return encoded(
        {
            "format": 1,
            "id": described.id,
            "kind": described.kind.value,
            "path": described.path,
            "layer_readers": readers,
            "record": record,
            "named_by": named_by,
            "findings": [finding_json(one) for one in described.findings],
        }
    )


def _text(described: "Description", screen: Terminal) -> str:
    head = f"{screen.paint(clean_line(described.id), 'bold')}  {described.kind.value}"
    lines = [f"{head}  {clean_line(described.title)}".rstrip()]
    lines += [screen.paint(clean_line(mark), "yellow") for mark in described.marks]
    lines += ["", *_fields([*described.lines], screen)] if described.lines else []
    path = clean(described.path).replace("\n", " ")
    standing = (
        [f"  {_label('File', 8, screen)}  {screen.paint(path, 'cyan')}"] if not described.standing else []
    )
    lines += ["", *standing, *_standing(described, path, screen)]
    lines += ["", *_named_by(described.named_by, screen)]
    lines += _findings(described.findings, screen)
    return "\n".join(lines)


def _standing(described: "Description", path: str, screen: Terminal) -> list[str]:
    from workbook.desk.describing import Line

    if not described.standing:
        return []
    return _fields([Line(label="File", values=(path,)), *described.standing], screen)


def _fields(lines: "list[Line]", screen: Terminal) -> list[str]:
    """Lay out labels and values; a list has a line for each entry, a long text is wrapped."""
    width = max(len(line.label) for line in lines)
    indent = " " * (width + 4)
    shown = []
    for line in lines:
        label = _label(line.label, width, screen)
        for index, value in enumerate(line.values):
            body = "\n".join(_paragraph(part, indent, screen) for part in clean(value).split("\n"))
            head = f"  {label}  " if index == 0 else indent
            shown.append(head + body.removeprefix(indent))
    return shown


def _paragraph(text: str, indent: str, screen: Terminal) -> str:
    return wrapped(text, width=screen.width, indent=indent) if screen.is_screen else indent + text


def _label(label: str, width: int, screen: Terminal) -> str:
    return screen.paint(label.ljust(width), "dim")


def _named_by(naming: "Sequence[Naming]", screen: Terminal) -> list[str]:
    if not naming:
        return [screen.paint("No record names it.", "dim")]
    shown = [
        f"  {clean_line(one.id)}  {one.kind.value}, {clean_line(one.field)}: {clean_line(one.title)}"
        for one in naming[:_NAMING_SHOWN]
    ]
    more = len(naming) - len(shown)
    rest = [f"  and {more:,} more; `--format json` lists all"] if more else []
    return [screen.paint("Named by", "bold"), *shown, *rest]


def _findings(findings: "Sequence[Finding]", screen: Terminal) -> list[str]:
    from workbook.cli.report import finding_lines

    if not findings:
        return []
    lines = [line for one in findings for line in finding_lines(one, screen)]
    return ["", screen.paint("Findings", "bold"), *lines]
