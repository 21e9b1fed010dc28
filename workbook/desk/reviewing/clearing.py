"""Clearing away files in whose place another counts: what was noted for a nation, once its own word is there.

In: a session and a layer. Out: one commit that deletes them, and sentences on those that stay. What was noted
again after the nation spoke is news to it, and stays until its own record was changed since. A worked example
for NOR:

    recorded/NOR/…/NOR-S-6PNP.toml, and nations/NOR/…/NOR-S-6PNP.toml confirmed later -> the first goes
    the secretariat then notes another holding in the first                           -> it stays, and is told
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from workbook.change.words import About, told
from workbook.desk.reviewing import words
from workbook.desk.session import Session, Wording
from workbook.desk.trailers import ON_BEHALF, RECORD
from workbook.records.paths import layer_of, owner_of
from workbook.records.workbook import PlanFile, supersedes
from workbook.toml.document import Document, parse
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run
from workbook.vcs.unsaved import unsaved_files

_RECORDED = "plans/recorded/"


class Cleared(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of files that were cleared away, and sentences on those that were not."""

    ids: Sequence[str] = ()
    kept: Sequence[str] = ()


def clear_superseded(session: Session, layer: str) -> Cleared:
    """Delete the files that are one's own to clear, and in whose place another counts.

    Raises:
        WorkbookError: git or the disk refuses; then all files are there.
    """
    repository = session.repository(layer)
    pairs = _superseded(session, layer)
    if not pairs:
        return Cleared()
    tip = repository.resolve("HEAD")
    unsaved = {file.path for file in unsaved_files(repository, "plans", tip=tip)}
    pairs = [pair for pair in pairs if not {layer_of(one.path)[1] for one in pair} & unsaved]
    news = [(gone, own) for gone, own in pairs if not _is_older(repository, gone, own)]
    going = [gone for gone, own in pairs if (gone, own) not in news]
    if going:
        outlook = session.outlook({gone.path: None for gone in going})
        session.save(outlook, _wording(session, going))
    return Cleared(
        ids=[gone.id for gone in going],
        kept=[line for gone, own in news for line in _told(session, gone, own)],
    )


def _superseded(session: Session, layer: str) -> list[tuple[PlanFile, PlanFile]]:
    """Pair the files to be cleared with those that count in their place."""
    workbook = session.workbook
    return [
        (gone, own)
        for files in workbook.claims.values()
        if len(files) > 1
        for gone in files
        if gone.layer == layer and _is_to_clear(session, gone)
        for own in files
        if supersedes(own, gone) and own.record is not None
    ]


def _is_to_clear(session: Session, file: PlanFile) -> bool:
    inner, nation = layer_of(file.path)[1], session.nation
    is_secretariat = nation == session.workbook.settings.policy(file.layer).secretariat
    if inner.startswith(_RECORDED):
        return is_secretariat or inner.startswith(f"{_RECORDED}{nation}/")
    return owner_of(inner) == nation


def _is_older(repository: Repository, gone: PlanFile, own: PlanFile) -> bool:
    """Say whether whoever wrote the one last had the other before them."""
    before, after = (_last_change(repository, layer_of(one.path)[1]) for one in (gone, own))
    if not before or not after:
        return False
    return ask(repository.top, "merge-base", "--is-ancestor", before, after).code == 0


def _last_change(repository: Repository, path: str) -> str:
    out = run(repository.top, "log", "--max-count=1", "--format=%H", "HEAD", "--", path)
    return out.decode("ascii").strip()


def _wording(session: Session, going: Sequence[PlanFile]) -> Wording:
    ids = [one.id for one in going]
    return Wording(
        subject=words.cleared_subject(session.nation, ids),
        trailers=[(ON_BEHALF, session.nation), *((RECORD, id) for id in ids)],
    )


def _told(session: Session, gone: PlanFile, own: PlanFile) -> Sequence[str]:
    """Tell what was noted since the own record was written; nothing where both say the same."""
    before, after = (_table(session.read(one.path)) for one in (own, gone))
    changes = told(before, after, About.of(gone.kind))
    return [words.noted_again(gone.id, gone.path, changes)] if changes else []


def _table(data: bytes | None) -> Mapping[str, Any]:
    document = parse(data or b"")
    return document.table if isinstance(document, Document) else {}
