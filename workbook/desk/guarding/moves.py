"""Where a ref may be moved by whom: made, moved on, moved back, deleted; contents are judged elsewhere.

In: the repository with what was pushed, its refs as they are, and the nation that pushes. Out: `Refusal`s.
Main moves forward only, reviews never go, and a proposal is not moved back from under what was said of it.
"""

from collections.abc import Mapping, Sequence

import msgspec

from workbook.change.consent import counting_voices
from workbook.desk.guarding.refs import MAIN, REVIEWS, TAGS, Ref, RefKind, read_ref
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.server_file import Limits
from workbook.desk.guarding.updates import Update
from workbook.desk.reviewing.voices import read_voices
from workbook.model.enums import Verdict
from workbook.model.kind import Kind
from workbook.records.making import read_contents
from workbook.records.paths import LAYER_FILE, MANIFEST, path_of
from workbook.toml.document import Document, parse
from workbook.vcs.commit import CommitSource
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import ask, run
from workbook.vcs.races import SOMEBODY_FASTER

_AGAINST = (Verdict.OBJECT, Verdict.RESERVE)


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """All that a move is judged by.

    `refs` are those of the server by now, `commits` are new there; `opening` counts the proposals that the
    push makes.
    """

    repository: Repository
    refs: Mapping[str, str]
    nation: str
    limits: Limits
    commits: frozenset[str] = frozenset()
    opening: int = 1

    @property
    def main(self) -> str:
        """The last commit of main, as it is."""
        return self.refs.get(MAIN, "")


def names_refused(updates: Sequence[Update], nation: str) -> Sequence[Refusal]:
    """Judge names alone: which refs there may be, who writes them, and that main is pushed by itself."""
    found = [one for update in updates for one in _name_refused(update.name, nation)]
    if len(updates) > 1 and any(update.name == MAIN for update in updates):
        found.append(
            Refusal(
                ref=MAIN,
                rule="main-alone",
                message="main is pushed alone, so that it is judged by what lies there already; push the "
                "other branches before or after.",
            )
        )
    return found


def move_refused(scene: Scene, update: Update) -> Sequence[Refusal]:
    """Judge how one ref would move, its name being one that the nation may write."""
    ref = read_ref(update.name)
    assert ref is not None
    if scene.refs.get(update.name, "") != update.old:
        words = f"{SOMEBODY_FASTER}: {_short(ref)} moved meanwhile; bring that in, then push again."
        return [Refusal(ref=ref.name, rule="moved-meanwhile", message=words)]
    if ref.kind is not RefKind.TAG and not _is_commit(scene, update.new):
        return [_refusal(ref, "no-commit", "names no commit, and a branch must; push the commit itself.")]
    judge = {
        RefKind.MAIN: _main,
        RefKind.PROPOSAL: _proposal,
        RefKind.REVIEW: _review,
        RefKind.TAG: _tag,
    }[ref.kind]
    said = judge(scene, ref, update)
    return [_refusal(ref, *said)] if said else []


def _name_refused(name: str, nation: str) -> Sequence[Refusal]:
    ref = read_ref(name)
    if ref is None:
        words = (
            f"{name} is none of the refs that there are here: main, proposal/{nation}-P-XXXX, "
            f"review/{nation}/ID, and tags that are the ids of meetings."
        )
        return [Refusal(ref=name, rule="ref-name", message=words)]
    if ref.writer and ref.writer != nation:
        words = f"is written by {ref.writer} alone, and you push for {nation}."
        return [_refusal(ref, "foreign-ref", words)]
    return ()


def _main(scene: Scene, ref: Ref, update: Update) -> tuple[str, str] | None:  # noqa: ARG001  # as its siblings
    if not update.new:
        return "main-deleted", "is the plan, and is never deleted."
    if not update.old:
        return (
            "main-missing",
            "is not there yet; the keeper of the server makes it by `workbook init --shared`.",
        )
    # That it moves forward is judged with what it brings.
    return None


def _proposal(scene: Scene, ref: Ref, update: Update) -> tuple[str, str] | None:
    if not update.new:
        return _deletion(scene, ref, update.old)
    if _record(scene.repository, ref, scene.main) is not None:
        return (
            "adopted",
            "was adopted, and what was said of it was said of that; put what is new to the others by "
            "`workbook propose TITLE`.",
        )
    reviews = _reviews(scene, ref.id)
    if not update.old and reviews:
        return (
            "reviewed-before",
            f"was there before, and reviewed by {', '.join(sorted(reviews))}; propose under a new id, by "
            "`workbook propose TITLE`.",
        )
    if not update.old:
        return _too_many(scene, ref)
    if is_part_of(scene.repository, update.old, update.new):
        return None
    if reviews and is_part_of(scene.repository, update.new, update.old):
        return "moved-back", "has been reviewed, so it is not moved back; amend it by a further commit."
    voices = [said.voice for said in read_voices(scene.repository, ref.id, reviews)]
    against = sorted({one.nation for one in counting_voices(voices) if one.verdict in _AGAINST})
    if against:
        who = ", ".join(against)
        return (
            "forced",
            f"has been spoken against by {who}, so it moves forward only; amend it by a further commit.",
        )
    return None


def _deletion(scene: Scene, ref: Ref, tip: str) -> tuple[str, str] | None:
    if is_part_of(scene.repository, tip, scene.main) or _is_withdrawn(scene.repository, ref, tip):
        return None
    return (
        "deleted-open",
        f"is open; withdraw it first, by `workbook withdraw {ref.id}`, or let it be adopted.",
    )


def _too_many(scene: Scene, ref: Ref) -> tuple[str, str] | None:
    pattern = f"{ref.name.partition('-P-')[0]}-P-*"
    out = run(
        scene.repository.top, "for-each-ref", "--format=%(refname)", f"--no-merged={scene.main}", pattern
    )
    most = scene.limits.open_proposals
    if len(out.splitlines()) + scene.opening <= most:
        return None
    return (
        "too-many-open",
        f"would be more than the {most:,} open proposals that a nation may have; withdraw some.",
    )


def _review(scene: Scene, ref: Ref, update: Update) -> tuple[str, str] | None:
    if not update.new:
        return (
            "review-deleted",
            "is what you said, and is never deleted; say something else by a further review.",
        )
    if not update.old:
        is_known = f"refs/heads/proposal/{ref.id}" in scene.refs
        return None if is_known else ("no-proposal", f"is about {ref.id}, and there is no such proposal.")
    if not is_part_of(scene.repository, update.old, update.new):
        return "review-back", "moves forward only; say what replaces it by a further review."
    return None


def _tag(scene: Scene, ref: Ref, update: Update) -> tuple[str, str] | None:
    keeper = secretariat(scene.repository, scene.main)
    if keeper != scene.nation:
        return "tag-writer", f"is a tag, and tags are made by the secretariat, {keeper}."
    if update.old:
        return "tag-moved", "is there already, and a tag is never moved or deleted."
    commit = _commit_named(scene.repository, update.new)
    if not commit or not is_part_of(scene.repository, commit, scene.main):
        return "tag-elsewhere", "must name a commit of main."
    path = path_of(Kind.MEETING, ref.id, meeting=ref.id)
    if not _is_there(CommitSource(scene.repository, commit), path):
        return "tag-name", "must be the id of a meeting that is in the plan at that commit."
    return None


def secretariat(repository: Repository, main: str) -> str:
    """Give the nation that keeps the plan, or layer, of a commit; "" where it does not say."""
    source = CommitSource(repository, main)
    try:
        document = parse(source.read(MANIFEST if _is_there(source, MANIFEST) else LAYER_FILE))
    except OSError:
        return ""
    found = document.table.get("secretariat", "") if isinstance(document, Document) else ""
    return found if isinstance(found, str) else ""


def _is_there(source: CommitSource, path: str) -> bool:
    return any(file.path == path for file in source.files(path))


def is_part_of(repository: Repository, commit: str, whole: str) -> bool:
    """Say whether a commit is in the history of another."""
    if not commit or not whole:
        return False
    return ask(repository.top, "merge-base", "--is-ancestor", commit, whole).code == 0


def _reviews(scene: Scene, id: str) -> Mapping[str, str]:
    """Give the tips of the reviews of a proposal, by nation."""
    return {
        name.removeprefix(REVIEWS).partition("/")[0]: tip
        for name, tip in scene.refs.items()
        if name.startswith(REVIEWS) and name.endswith(f"/{id}")
    }


def _is_withdrawn(repository: Repository, ref: Ref, tip: str) -> bool:
    data = _record(repository, ref, tip)
    record = read_contents(_path(ref), data).record if data is not None else None
    return record is not None and record.data.retired is not None


def _record(repository: Repository, ref: Ref, commit: str) -> bytes | None:
    """Give what a proposal says of itself in a commit; None where it is not there."""
    try:
        return CommitSource(repository, commit).read(_path(ref))
    except OSError:
        return None


def _path(ref: Ref) -> str:
    return path_of(Kind.PROPOSAL, ref.id, owner=ref.writer)


def _commit_named(repository: Repository, id_: str) -> str:
    """Give the commit that an object is or names; "" for none."""
    answer = ask(repository.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{id_}^{{commit}}")
    return answer.out.decode("ascii", "replace").strip() if answer.code == 0 else ""


def _is_commit(scene: Scene, id_: str) -> bool:
    """Say whether a branch may stand at an object; where it goes, none is needed."""
    if not id_ or id_ in scene.commits:
        return True
    return run(scene.repository.top, "cat-file", "-t", id_).strip() == b"commit"


def _refusal(ref: Ref, rule: str, words: str) -> Refusal:
    return Refusal(ref=ref.name, rule=rule, message=f"{_short(ref)} {words}")


def _short(ref: Ref) -> str:
    """Call a ref as people do."""
    return ref.name.removeprefix("refs/heads/").removeprefix(TAGS)
