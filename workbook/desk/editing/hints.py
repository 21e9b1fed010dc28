"""What to type instead, where an edit would bring errors into its records.

In: an edit that errors stop. Out: words for the end of a sentence, "" where nothing better is known. The
rules cannot say it: what is near an id depends on all others, and only who types a command can add to it.
"""

from collections.abc import Iterator
from shlex import quote

from workbook.desk.finding import near_ids
from workbook.desk.outlook import Outlook
from workbook.desk.record_edit import RecordEdit
from workbook.model.kinds import STRUCTS
from workbook.model.words import fields_in_order, title_of
from workbook.records.workbook import PlanFile, Workbook
from workbook.toml.document import Document, parse
from workbook.toml.values import read_value

OWES_REASON = frozenset(("WB605", "WB606"))
"""What is told of a step back, and of a figure that changed after the contract, without a reason."""


def hint(outlook: Outlook) -> str:
    """Say which fields to add, with examples, which ids may be meant, and how a reason is given."""
    said = []
    for edit in outlook.edits:
        file = outlook.workbook.file_at(edit.path)
        if file is None:
            continue
        missing = " ".join(_missing(edit, file))
        said += [f"say also {missing}"] if missing else []
        said += _near(file, outlook.workbook)
    if any(one.code in OWES_REASON for one in outlook.blocking):
        said.append("`workbook set` and `workbook edit` take the reason by --reason")
    return "; ".join(said)


def _missing(edit: RecordEdit, file: PlanFile) -> Iterator[str]:
    """Give an example of each required field that a new record lacks, as it is typed in a shell."""
    document = parse(edit.after or b"")
    if edit.before is not None or file.kind is None or not isinstance(document, Document):
        return
    for field in fields_in_order(STRUCTS[file.kind]):
        if field.required and field.key not in document.table:
            example = read_value(field.example)
            yield f"{field.key}={quote(example if isinstance(example, str) else field.example)}"


def _near(file: PlanFile, workbook: Workbook) -> Iterator[str]:
    """Say of each id that no record has which is near, or is called so."""
    for word in dict.fromkeys(one.target for one in file.references):
        if word in workbook.claims:
            continue
        called = [one.id for one in workbook if title_of(one.data).casefold() == word.casefold()]
        near = called or near_ids(word, workbook)
        if near:
            yield f"for {word} perhaps write {near[0]}"
