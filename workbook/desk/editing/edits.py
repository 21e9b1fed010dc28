"""The edits that a person makes in one record: each gives the files as it would leave them.

In: a session, a word for a record, and what to do with it. Out: files, for `Session.outlook` to judge and
`Session.save` to keep; nothing is written here. Whose record it is is asked first: nobody edits for another.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from workbook.change.diff import differences, path_words
from workbook.change.policy import Absent, Policies
from workbook.desk.editing.assignments import apply_assignments, assignments_of
from workbook.desk.editing.making import fresh_id, record_text
from workbook.desk.editing.meetings import refuse_misplaced
from workbook.desk.finding import find_file
from workbook.desk.identity import party
from workbook.desk.kinds import MADE_BY, NAMED_LIKE
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.model.fields import key_of
from workbook.model.kind import CATALOGUE_FOLDERS, LETTERS, MEETING_FOLDERS, Kind
from workbook.model.kinds import STRUCTS
from workbook.model.readers import is_within
from workbook.model.record import Acknowledgement, Amendment, RecordData, Retirement
from workbook.records.fault import NOT_A_FILE
from workbook.records.paths import LAYERS, PLANS, home_of, layer_of, path_of
from workbook.records.settings import SHARED_LAYER, Settings
from workbook.records.workbook import PlanFile
from workbook.toml.damage import Damage, Reason
from workbook.toml.document import Document, parse
from workbook.toml.edit import insert_element, set_value
from workbook.toml.values import value_text
from workbook.vcs.program import ask

Files = Mapping[str, bytes | None]
_SHARED_WORD = "shared"
_SECRETARIATS = frozenset((Kind.MEETING, *MEETING_FOLDERS.values(), *CATALOGUE_FOLDERS.values()))


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a new record is to stand; "" where it follows from its kind and its author.

    `name` is the id of a kind whose ids are words: an item, a supplier, a meeting.
    """

    on_behalf: str = ""
    meeting: str = ""
    layer: str = ""
    name: str = ""


class _UsedIds:
    """Ids that are taken: by a file here, or by one that ever lay where a new record would lie."""

    def __init__(self, session: Session, layer: str, path: Callable[[str], str]) -> None:
        self._here = frozenset(file.id for file in session.workbook.files)
        self._top = session.repository(layer).top
        self._path = path

    def __contains__(self, id: object) -> bool:
        assert isinstance(id, str)
        if id in self._here:
            return True
        once = ask(self._top, "rev-list", "--all", "--max-count=1", "--", self._path(id))
        return once.code == 0 and bool(once.out)


class NotYoursError(WorkbookError):
    """A record that belongs to somebody else."""

    def __init__(self, id: str, owner: str, nation: str) -> None:
        super().__init__(
            f"{id} belongs to {owner}, and you work for {nation}: ask {owner} to change it, or say what you "
            "have to say in a record of your own."
        )


class UnreadableRecordError(WorkbookError):
    """A file that must be mended as text before anything else can be done with it."""

    def __init__(self, path: str, damage: Damage) -> None:
        why = f"{damage}; mend it as text with `workbook edit`."
        if damage.reason is Reason.CONFLICT_MARKERS:
            why = "a merge conflict is open in it: settle it by `workbook resolve`, or in `workbook edit`."
        super().__init__(f"{path} cannot be edited, because {why}")


class NotAFileError(WorkbookError):
    """A place at which lies something that cannot be edited: a link, a pipe, a file that is too large."""

    def __init__(self, path: str, fault: str) -> None:
        super().__init__(f"{path} cannot be edited, because it {fault}.")


class AlreadyError(WorkbookError):
    """What was asked for has been done."""

    def __init__(self, id: str, state: str) -> None:
        super().__init__(f"{id} {state} already: there is nothing to do.")


class TakenError(WorkbookError):
    """An id for a new record that another has, or had."""

    def __init__(self, id: str, *, is_here: bool) -> None:
        here, gone = (
            f"is there already: `workbook set {id}` changes it.",
            "once existed, and no id is used again.",
        )
        super().__init__(f"{id} {here if is_here else gone}")


class MisnamedError(WorkbookError):
    """A name for a new record that no record of its kind may have."""

    def __init__(self, kind: Kind, name: str) -> None:
        advice = f"write one like {NAMED_LIKE.get(kind, '')}"
        if kind is Kind.NATION:
            advice = "leave --id out; --on-behalf SWE notes that of another nation"
        elif kind in LETTERS:
            advice = "leave --id out, and one is drawn"
        super().__init__(f"No {kind} can have the id {name!r}: {advice}.")


class MadeOtherwiseError(WorkbookError):
    """A kind of record that a command makes as it puts it to the others."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"A {kind} is put to the others as it is made: use `workbook {MADE_BY[kind]}`.")


class NotRecordedError(WorkbookError):
    """A record that was not noted on anybody's behalf, so that there is nothing to confirm."""

    def __init__(self, file: PlanFile) -> None:
        super().__init__(
            f"{file.id} lies in {file.path}, and only what lies under plans/recorded/ can be confirmed."
        )


class NoSuchFindingError(WorkbookError):
    """A code that a record has no finding of."""

    def __init__(self, id: str, code: str, found: Sequence[str]) -> None:
        has = f"it has {', '.join(found)}" if found else "it has none"
        super().__init__(f"{id} has no finding {code} to acknowledge: {has}.")


class NoSuchLayerError(WorkbookError):
    """A name that no layer has here."""

    def __init__(self, layer: str, settings: Settings) -> None:
        known = ", ".join(name or _SHARED_WORD for name in sorted(settings.layers))
        super().__init__(f"No layer is called {layer!r} here: write one of {known}.")


class LayerRefusedError(WorkbookError):
    """A layer that a record cannot move to."""

    def __init__(self, id: str, layer: str, reason: str) -> None:
        super().__init__(f"{id} cannot move to the layer {layer}: {reason}.")


def set_fields(session: Session, word: str, words: Sequence[str], *, reason: str = "") -> Files:
    """Change fields of a record; with a reason, what each figure said before is kept in `amended`.

    Raises:
        WorkbookError: no such record, it is not the user's, or a word does not fit its field.
    """
    file = own_file(session, word)
    document, kind = _document(session, file), _kind(file)
    data = apply_assignments(document, assignments_of(kind, words))
    if reason:
        data = amended_text(document.data, data, kind, reason=reason, today=session.today)
    return {file.path: data}


def set_fields_of_all(session: Session, refs: Sequence[str], words: Sequence[str]) -> Files:
    """Change the same fields of several records.

    Raises:
        WorkbookError: as `set_fields`, for the first record of which it is so; then none is changed.
    """
    return {path: data for ref in refs for path, data in set_fields(session, ref, words).items()}


def new_record(
    session: Session, kind: Kind, words: Sequence[str], *, where: Standing, choose: Callable[[str], str]
) -> Files:
    """Write a new record; `choose` draws one letter of an alphabet.

    Raises:
        WorkbookError: the user may not, or a word does not fit its field.
    """
    if kind in MADE_BY:
        raise MadeOtherwiseError(kind)
    workbook = session.workbook
    prefix = _prefix(where.layer, workbook.settings)
    layer = layer_of(f"{prefix}{PLANS}/")[0]
    owner = owner_of_new(session, kind, where.on_behalf, layer=layer)
    refuse_misplaced(workbook, kind, where.meeting, layer=layer)

    def path(id: str) -> str:
        return path_of(kind, id, owner=owner, recorded=bool(where.on_behalf), meeting=where.meeting)

    used = _UsedIds(session, layer, path)
    if where.name:
        _refuse_misnamed(kind, where.name, path(where.name))
    id = where.name or fresh_id(kind, owner, taken=used, choose=choose)
    if id in used:
        raise TakenError(id, is_here=id in workbook.claims)
    return {prefix + path(id): record_text(kind, assignments_of(kind, words))}


def retire(session: Session, word: str, reason: str) -> Files:
    """End a record: it stays readable, and counts no more."""
    file = own_file(session, word)
    if file.record is not None and file.record.is_retired:
        raise AlreadyError(file.id, "is retired")
    return {file.path: _retired(_document(session, file), session.today, reason)}


def retired_text(data: bytes, today: date, *, reason: str) -> bytes:
    """Give a record's text with its end in it."""
    return _retired(_parsed(data), today, reason)


def amended_text(before: bytes, after: bytes, kind: Kind, *, reason: str, today: date) -> bytes:
    """Add to `amended` what each changed field said before, where the kind has that field."""
    struct = STRUCTS[kind]
    if "amended" not in struct.__struct_fields__:
        return after
    data = after
    for change in differences(_parsed(before).table, _parsed(after).table, Policies.of(kind)):
        if change.before is not Absent.ABSENT:
            entry = _table_text(
                Amendment, on=today, field=path_words(change.path), was=change.before, reason=reason
            )
            data = _appended(_parsed(data), key_of(struct, "amended"), entry)
    return data


def acknowledge(session: Session, word: str, code: str, reason: str) -> Files:
    """Say of a finding that it is seen and accepted; it is still shown and counted."""
    file = own_file(session, word)
    document, code = _document(session, file), code.upper()
    found = sorted({one.code for one in session.judgement.findings if one.ref == file.id})
    if code not in found:
        raise NoSuchFindingError(file.id, code, found)
    if file.record is not None and any(one.code == code for one in file.record.data.acknowledged):
        raise AlreadyError(file.id, f"acknowledges {code}")
    entry = _table_text(Acknowledgement, code=code, reason=reason)
    return {file.path: _appended(document, key_of(RecordData, "acknowledged"), entry)}


def confirm(session: Session, word: str) -> Files:
    """Take a record that the secretariat noted for the user's nation into its own folder, as it is."""
    file = find_file(word, session.workbook)
    home = home_of(layer_of(file.path)[1])
    if home is None or not home.recorded:
        if home is not None and home.owner == session.nation:
            raise AlreadyError(file.id, "is a record of your own")
        raise NotRecordedError(file)
    if home.owner != session.nation:
        raise NotYoursError(file.id, home.owner, session.nation)
    own = path_of(home.kind, home.id, owner=home.owner)
    return {file.path.removesuffix(layer_of(file.path)[1]) + own: session.read(file.path)}


def move(session: Session, word: str, layer: str) -> Files:
    """Move a record to a wider layer; a narrower one would not hide what has been shown.

    Raises:
        WorkbookError: there is no such layer, or it is not wider.
    """
    file = own_file(session, word)
    settings = session.workbook.settings
    target = SHARED_LAYER if layer == _SHARED_WORD and layer not in settings.layers else layer
    if target not in settings.layers:
        raise NoSuchLayerError(layer, settings)
    if target == file.layer:
        raise AlreadyError(file.id, f"lies in the layer {layer}")
    if not is_within(settings.layer_readers(file.layer), settings.layer_readers(target)):
        advice = "not all who read it now could read it there; to narrow, retire it and make it anew"
        raise LayerRefusedError(file.id, layer, advice)
    prefix = f"{LAYERS}/{target}/" if target else ""
    return {prefix + layer_of(file.path)[1]: session.read(file.path), file.path: None}


def own_file(session: Session, word: str, *, is_text: bool = False) -> PlanFile:
    """Give the file that a word means, if the user's nation owns its path; `is_text` as for `find_file`.

    Where it cannot be read who keeps the plan, whoever tries may mend that; rule WB601 judges it.

    Raises:
        WorkbookError: there is none, or somebody else owns it.
    """
    file = find_file(word, session.workbook, is_text=is_text)
    home = home_of(layer_of(file.path)[1])
    keeper = _keeper(session, file.layer) or (session.nation if is_text else "")
    owner = home.owner if home is not None and home.owner and not home.recorded else keeper
    if owner != session.nation:
        raise NotYoursError(file.id or file.path, owner, session.nation)
    return file


def text_of(session: Session, file: PlanFile) -> bytes:
    """Give the text of a file, to be edited.

    Raises:
        NotAFileError: none can be read there.
    """
    unread = next((fault for fault in file.faults if fault.code == NOT_A_FILE), None)
    if unread is not None:
        raise NotAFileError(file.path, unread.message)
    return session.read(file.path) or b""


def owner_of_new(session: Session, kind: Kind, on_behalf: str, *, layer: str = SHARED_LAYER) -> str:
    """Give the nation in whose folder a new record of a layer lies, "" for the secretariat's own kinds.

    An item that a nation proposes lies in its own folder; the secretariat's lies in the catalogue.

    Raises:
        WorkbookError: the user may not write one.
    """
    secretariat, nation = _keeper(session, layer), session.nation
    if on_behalf:
        if nation != secretariat:
            raise NotYoursError(f"What is recorded for {on_behalf}", secretariat, nation)
        return party(on_behalf)
    if not may_begin(session, kind, layer):
        raise NotYoursError(f"Every {kind}", secretariat, nation)
    return "" if kind in _SECRETARIATS and nation == secretariat else nation


def may_begin(session: Session, kind: Kind, layer: str) -> bool:
    """Say whether the user may write a record of a kind into a layer: some are its secretariat's alone."""
    return kind not in _SECRETARIATS or kind is Kind.ITEM or session.nation == _keeper(session, layer)


def _keeper(session: Session, layer: str) -> str:
    """Give who keeps what no nation owns in a layer; of a narrower one without a keeper, any reader does."""
    return session.workbook.settings.policy(layer).secretariat or (session.nation if layer else "")


def _refuse_misnamed(kind: Kind, name: str, path: str) -> None:
    home = home_of(path)
    if home is None or home.fault or home.id != name:
        raise MisnamedError(kind, name)


def _prefix(layer: str, settings: Settings) -> str:
    """Give what paths in a layer begin with, seen from the shared top."""
    if layer in ("", _SHARED_WORD):
        return ""
    if layer not in settings.layers:
        raise NoSuchLayerError(layer, settings)
    return f"{LAYERS}/{layer}/"


def _retired(document: Document, today: date, reason: str) -> bytes:
    end = _table_text(Retirement, on=today, reason=reason)
    return set_value(document, (key_of(RecordData, "retired"),), end)


def _kind(file: PlanFile) -> Kind:
    assert file.kind is not None
    return file.kind


def _document(session: Session, file: PlanFile) -> Document:
    document = parse(text_of(session, file))
    if isinstance(document, Damage):
        raise UnreadableRecordError(file.path, document)
    return document


def _parsed(data: bytes) -> Document:
    document = parse(data)
    assert isinstance(document, Document)
    return document


def _appended(document: Document, key: str, entry: str) -> bytes:
    entries = document.table.get(key)
    if entries is None:
        return set_value(document, (key,), f"[{entry}]")
    return insert_element(document, (key,), len(entries), entry)


def _table_text(struct: type, **values: Any) -> str:
    return value_text({key_of(struct, name): value for name, value in values.items()})
