"""What changed between two states of the plan, as text, as Markdown and as JSON.

    {"format": 1, "before": {"name": "HEAD", "commit": "..."}, "after": {"name": "WORKTREE", "commit": ""},
     "records": [{"id": "NOR-C-7K3Q", "kind": "commitment", "title": "...", "owner": "NOR",
                  "path": "plans/...", "path_before": "plans/...", "sentences": ["quantity from 20 to 12"],
                  "changes": [{"path": "quantity", "before": 20, "after": 12}]}],
     "introduced": [...], "fixed": [...]}

Findings are as in `check --format json`. `before` or `after` of a change is left out where nothing was.
Keys may be added, none is taken away while `format` stays the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from workbook.cli.change_json import change_json
from workbook.cli.records import encoded
from workbook.cli.report import counted, finding_lines
from workbook.cli.report_json import finding_json
from workbook.cli.terminal import Terminal, wrapped
from workbook.desk.telling.plans import Comparison, RecordChange
from workbook.desk.telling.versions import INDEX, WORK_TREE, Version
from workbook.findings import Finding
from workbook.model.display import clean, clean_line
from workbook.render.markup import escape

_NAMES = {WORK_TREE: "the files here", INDEX: "the index"}


def diff_text(compared: Comparison, before: Version, after: Version, screen: Terminal) -> str:
    """Tell a person what changed: each record with a line for each change, then the findings."""
    lines: list[str] = []
    for record in compared.records:
        lines += [head_line(record, screen), *(_sentence(one, screen) for one in record.sentences), ""]
    for title, findings in _groups(compared):
        lines += [
            screen.paint(title, "bold"),
            *(line for one in findings for line in finding_lines(one, screen)),
            "",
        ]
    return "\n".join([*lines, _summary(compared, before, after)])


def diff_markdown(compared: Comparison, before: Version, after: Version) -> str:
    """Tell what changed as Markdown, to paste into a mail or a forge."""
    lines = [f"# Changes from {escape(_name(before))} to {escape(_name(after))}", ""]
    for record in compared.records:
        title = f": {escape(record.title)}" if record.title else ""
        lines += [f"## {escape(record.id or record.path)}{title}", ""]
        lines += [*(f"- {escape(one)}" for one in record.sentences), ""]
    for name, findings in _groups(compared):
        lines += [f"## {name}", ""]
        lines += [
            f"- {escape(one.place)} **{one.code}** {one.severity}: {escape(one.message)}" for one in findings
        ]
        lines.append("")
    return "\n".join([*lines, escape(_summary(compared, before, after))])


def diff_json(compared: Comparison, before: Version, after: Version) -> str:
    """Tell a program what changed."""
    outcome = compared.outcome
    return encoded(
        {
            "format": 1,
            "before": {"name": before.name, "commit": before.commit},
            "after": {"name": after.name, "commit": after.commit},
            "records": [record_change_json(one) for one in compared.records],
            "introduced": [finding_json(one) for one in outcome.introduced],
            "fixed": [finding_json(one) for one in outcome.fixed],
        }
    )


def head_line(record: RecordChange, screen: Terminal) -> str:
    """Name a record on one line: id, kind, title and owner; a file that is none by its path."""
    path = clean(record.path).replace("\n", " ")
    if record.kind is None:
        return screen.paint(path, "bold")
    words = f"  {record.kind.value}  {clean_line(record.title)}".rstrip()
    return f"{screen.paint(clean_line(record.id), 'bold')}{words}  {screen.paint(f'({record.owner})', 'dim')}"


def record_change_json(record: RecordChange) -> Mapping[str, Any]:
    """Give the change of one record as JSON tells it."""
    return {
        "id": record.id,
        "kind": record.kind.value if record.kind is not None else "",
        "title": record.title,
        "owner": record.owner,
        "path": record.path,
        "path_before": record.path_before,
        "sentences": list(record.sentences),
        "changes": [change_json(one) for one in record.changes],
    }


def _sentence(words: str, screen: Terminal) -> str:
    text = clean_line(words)
    return wrapped(text, width=screen.width, indent="  ") if screen.is_screen else f"  {text}"


def _groups(compared: Comparison) -> list[tuple[str, Sequence[Finding]]]:
    outcome = compared.outcome
    groups = [("Findings introduced", outcome.introduced), ("Findings fixed", outcome.fixed)]
    return [(title, findings) for title, findings in groups if findings]


def _name(version: Version) -> str:
    return _NAMES.get(version.name) or clean_line(version.name)


def _summary(compared: Comparison, before: Version, after: Version) -> str:
    between = f"from {_name(before)} to {_name(after)}"
    introduced, fixed = len(compared.outcome.introduced), len(compared.outcome.fixed)
    findings = f"{counted(introduced, 'finding')} introduced, {fixed:,} fixed"
    if not compared.records:
        return (
            f"Nothing changed {between}; {findings}." if introduced + fixed else f"Nothing changed {between}."
        )
    records = [one for one in compared.records if one.kind is not None]
    others = len(compared.records) - len(records)
    what = [counted(len(records), "record")] if records else []
    what += [counted(others, "other file")] if others else []
    return f"{' and '.join(what)} changed {between}; {findings}."
