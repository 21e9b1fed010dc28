"""What saving a draft would do: changes in sentences and as lines of text, findings, and what keeps it back.

In: a session and a draft. Out: a `Prospect`, worked out at every key. Nothing is written.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import unified_diff

import msgspec

from workbook.desk.describing import layer_words
from workbook.desk.editing.edits import own_file
from workbook.desk.editing.hints import OWES_REASON
from workbook.desk.editing.wording import edit_lines
from workbook.desk.form.draft import Draft, final_text
from workbook.desk.form.effect import effects
from workbook.desk.form.rows import Row
from workbook.desk.form.seen import shown_text
from workbook.desk.form.spelling import value_line
from workbook.desk.session import ReadOnlyError, Session
from workbook.errors import WorkbookError
from workbook.findings import Finding, Severity
from workbook.model.fields import key_of
from workbook.model.readers import Readers
from workbook.model.record import RecordData
from workbook.records.reader import parse_path, path_text
from workbook.records.settings import Settings

_AROUND = 2
_HUNK = re.compile(r"@@ -[0-9,]+ \+([0-9]+).*")


class Prospect(msgspec.Struct, frozen=True, kw_only=True):
    """What saving would do. `standing` are findings of the record that it leaves as they are.

    `owed` names the fields whose change owes a reason. `effects` are lines on needs, works and stocks.
    """

    sentences: Sequence[str] = ()
    lines: Sequence[str] = ()
    introduced: Sequence[Finding] = ()
    fixed: Sequence[Finding] = ()
    blocking: Sequence[Finding] = ()
    standing: Sequence[Finding] = ()
    owed: Sequence[str] = ()
    effects: Sequence[str] = ()


def prospect(session: Session, draft: Draft) -> Prospect:
    """Judge the plan as saving a draft would leave it."""
    text = final_text(draft, session.today)
    outlook = session.outlook({draft.path: text})
    own = [one for one in outlook.judgement.findings if one.place.path == draft.path]
    news = set(outlook.introduced)
    return Prospect(
        sentences=[line for edit in outlook.edits for line in edit_lines(edit)],
        lines=text_changes(draft.base or b"", text),
        introduced=outlook.introduced,
        fixed=outlook.fixed,
        blocking=outlook.blocking,
        standing=[one for one in own if one not in news],
        owed=[one.field for one in outlook.introduced if one.code in OWES_REASON],
        effects=effects(session, outlook),
    )


def text_changes(before: bytes, after: bytes) -> Sequence[str]:
    """Give the lines that differ, marked + and -, with some around them; @ says where they are."""
    if before == after:
        return ()
    old, new = (shown_text(data).splitlines() for data in (before, after))
    lines = list(unified_diff(old, new, lineterm="", n=_AROUND))[2:]
    return [_HUNK.sub(r"@ line \1", line) for line in lines]


def worst_by_row(found: Prospect, path: str, rows: Sequence[Row]) -> Mapping[str, Severity]:
    """Tell of each row how grave the worst finding is of what stands in it, or in the entry that it folds."""
    paths = {row.path for row in rows}
    worst: dict[str, Severity] = {}
    for one in (*found.introduced, *found.standing):
        at = _row_around(one.field, paths) if one.place.path == path and not one.acknowledged else ""
        if at and worst.get(at) is not Severity.ERROR:
            worst[at] = one.severity
    return worst


def _row_around(field: str, paths: Collection[str]) -> str:
    """Give the path of the row in which a field stands: its own, or that of the entry around it."""
    parts = parse_path(field)
    around = (path_text(parts[:length]) for length in range(len(parts), 0, -1))
    return next((path for path in around if path in paths), "")


def whereabouts(draft: Draft, settings: Settings) -> str:
    """Say which repository a draft lies in, who can read that, and for whom it may enter papers."""
    key = key_of(RecordData, "release")
    release = draft.table.get(key)
    papers = value_line(Readers, release) if release is not None else "all its readers"
    return f"Lies in {layer_words(draft.layer, settings)}. In papers for {papers}."


def why_not_editable(session: Session, draft: Draft) -> str:
    """Say why a draft cannot be saved by whoever works here, whatever it says; "" where it can."""
    if session.is_read_only:
        return str(ReadOnlyError())
    if draft.is_new:
        return ""
    try:
        own_file(session, draft.path)
    except WorkbookError as refusal:
        return str(refusal)
    return ""
