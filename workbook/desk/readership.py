"""Who can read what: the repositories that a plan is made of, and where one record lives among them.

In: a session and an id. Out: `LayerView`s, a `Reach`, and what moving the record to a wider layer would show
to whom. Git hides nothing within a repository, so whoever can read one reads all of it, and keeps it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from workbook.desk.editing.edits import move
from workbook.desk.folders import own_repository
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.model.fields import fields_of
from workbook.model.kind import Kind
from workbook.model.kinds import STRUCTS
from workbook.model.nations import party_name
from workbook.model.readers import EVERYONE, ReaderSet, is_within, reader_set
from workbook.model.record import Record
from workbook.model.words import title_of
from workbook.records.paths import LAYERS, layer_of
from workbook.records.settings import SHARED_LAYER, Settings
from workbook.vcs.address import shown_address
from workbook.vcs.plumbing import Repository
from workbook.vcs.shared_branch import shared_branch

SHARED_WORD = "shared"
_MOST_NAMED = 8
_DETACHED = "no branch"


class LayerView(msgspec.Struct, frozen=True, kw_only=True):
    """A repository of the plan: its name, who can read all of it, how many records it holds.

    `address` is that of its shared repository, without anything secret; "" where it has none.
    """

    name: str
    title: str
    readers: str
    names: Sequence[str]
    count: int
    branch: str = ""
    address: str = ""


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """Where a record lives, who can read its file, and for whom it may enter papers; in sentences.

    `held` are fields that are held back, each with for whom they are not.
    """

    id: str
    title: str
    layer: str
    file: str
    papers: str
    held: Sequence[str] = ()


class Widening(msgspec.Struct, frozen=True, kw_only=True):
    """What a move to another layer would show to whom; `refusal` says why it cannot be, "" where it can."""

    layer: str
    sentences: Sequence[str] = ()
    refusal: str = ""


def layer_views(session: Session) -> Sequence[LayerView]:
    """List the repositories that the plan is made of, the shared one first."""
    settings, counts = session.workbook.settings, _counts(session)
    return [_view(name, session, settings, counts) for name in sorted(settings.layers)]


def reach(session: Session, id: str) -> Reach | None:
    """Tell of a record who can read what of it; None where there is none."""
    settings, file = session.workbook.settings, session.workbook.file_of(id)
    if file is None:
        return None
    record = file.record
    readers = reader_words(settings.layer_readers(file.layer), settings)
    lives = f"{_title(file.layer)}, which {readers} can read, the whole of it"
    if record is None:
        return Reach(id=id, title="", layer=file.layer, file=lives, papers="none, as its file cannot be read")
    return Reach(
        id=id,
        title=title_of(record.data),
        layer=file.layer,
        file=lives,
        papers=_papers(record, settings),
        held=list(_held(record, settings)),
    )


def widening(session: Session, id: str, layer: str) -> Widening:
    """Tell what moving a record to a layer would show to whom, or why it cannot be moved there."""
    try:
        files = move(session, id, layer or SHARED_WORD)
    except WorkbookError as error:
        return Widening(layer=layer, refusal=str(error))
    assert files
    settings = session.workbook.settings
    file = session.workbook.file_of(id)
    assert file is not None
    return Widening(layer=layer, sentences=list(_shown(file.record, file.layer, layer, settings)))


def reader_words(readers: ReaderSet, settings: Settings) -> str:
    """Name those who can read something, or count them where they are the members."""
    if readers is EVERYONE or not isinstance(readers, frozenset):
        return "anybody"
    if readers and readers == settings.members:
        return f"all {len(readers)} members"
    return _and([party_name(code) for code in sorted(readers)]) or "nobody"


def _counts(session: Session) -> Counter[str]:
    contents = session.contents
    return Counter(layer_of(path)[0] for kind in Kind for path in contents.paths(kind))


def _view(name: str, session: Session, settings: Settings, counts: Counter[str]) -> LayerView:
    readers = settings.layer_readers(name)
    branch, address = _git(session, name)
    return LayerView(
        name=name,
        title=_title(name),
        readers=reader_words(readers, settings),
        names=[f"{code} ({party_name(code)})" for code in sorted(readers)]
        if isinstance(readers, frozenset)
        else (),
        count=counts[name],
        branch=branch,
        address=address,
    )


def _git(session: Session, name: str) -> tuple[str, str]:
    """Give the branch of a layer and the address where it is shared, "" for what there is not."""
    top = session.plan.top
    try:
        repository = own_repository(top / LAYERS / name) if name else Repository.find(top)
    except WorkbookError:
        return "", ""
    if repository is None:
        return "", ""
    try:
        shared = shared_branch(repository)
    except WorkbookError:
        return _DETACHED, ""
    if shared is None:
        return _branch(repository), ""
    settings = repository.settings()
    remote = shared.remote
    address = settings.get(f"remote.{remote}.url") or settings.get(f"remote.{remote}.pushurl") or ""
    return shared.local, shown_address(address)


def _branch(repository: Repository) -> str:
    from workbook.vcs.state import head_branch

    return head_branch(repository).removeprefix("refs/heads/")


def _title(layer: str) -> str:
    return "the shared layer" if layer == SHARED_LAYER else f"the layer {layer}"


def _papers(record: Record, settings: Settings) -> str:
    words = reader_words(settings.readers(record), settings)
    if record.data.release is None:
        return f"{words}, as it names no readers of its own"
    return f"{words}, as its release says"


def _held(record: Record, settings: Settings) -> Iterator[str]:
    labels = {field.key: field.label for field in fields_of(STRUCTS[record.kind])}
    owner = settings.owner(record)
    for path, readers in sorted(record.data.release_fields.items()):
        wanted = reader_set(readers, owner=owner, members=settings.members)
        yield f"{labels.get(path, path)}: only for {reader_words(wanted, settings)}"


def _shown(record: Record | None, source: str, target: str, settings: Settings) -> Iterator[str]:
    old, new = settings.layer_readers(source), settings.layer_readers(target)
    if isinstance(old, frozenset) and isinstance(new, frozenset):
        coming = _and([party_name(code) for code in sorted(new - old)])
        who = coming if len(new - old) <= _MOST_NAMED else f"{len(new - old)} more nations and organisations"
    else:
        who = "anybody"
    yield f"{who or 'Nobody else'} can then read the whole file, and keep it for ever."
    if record is None:
        return
    yield from _told_in_papers(record, new, settings)
    yield f"What it said before stays in {_title(source)}."


def _told_in_papers(record: Record, new: ReaderSet, settings: Settings) -> Iterator[str]:
    """Tell what changes in papers; a release narrower than the layer is an error, which bars the move."""
    owner = settings.owner(record)
    narrow = [
        path
        for path, readers in sorted(record.data.release_fields.items())
        if not is_within(new, reader_set(readers, owner=owner, members=settings.members))
    ]
    if narrow:
        yield f"It can only move once it holds nothing back from them in papers ({', '.join(narrow)})."
    if record.data.release is None:
        yield "Papers for them may then tell of it, as it names no readers of its own."
    elif is_within(new, settings.readers(record)):
        yield "In papers it is told to the same readers as before, as its release says."
    else:
        yield "It can only move once its release names them too."


def _and(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)
