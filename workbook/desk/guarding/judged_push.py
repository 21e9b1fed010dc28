"""A push of a known nation, judged: names first, then numbers and sizes, then trees, moves, and contents.

In: the shared repository, the server's file, and the push. Out: `Refusal`s; the first step that refuses is
the last that is taken, so that nothing is read before it is known how much of it there is. What is found good
is remembered for the second look.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from workbook.desk.guarding.ground import Wider
from workbook.desk.guarding.hooks import HELD_AT_MOST_S, wider_repository
from workbook.desk.guarding.judging import judge_branch, judge_main
from workbook.desk.guarding.moves import Scene, move_refused, names_refused
from workbook.desk.guarding.refs import MAIN, PROPOSALS, is_claim
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.second_look import claims_digest, moved_on, remember
from workbook.desk.guarding.server_file import Limits, ServerFile
from workbook.desk.guarding.updates import Update
from workbook.vcs.bounds import new_commits, objects_beyond, trees_beyond
from workbook.vcs.locks import old_locks
from workbook.vcs.plumbing import Repository
from workbook.vcs.quarantine import clear_left_over, pushed_alone, pushed_over, tips


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """What would move, the nation that pushes, and where git keeps the new objects, if there are any."""

    updates: Sequence[Update]
    nation: str
    pushed: Path | None


def judge_push(
    repository: Repository, server: ServerFile, state: Path, push: Push, *, today: date
) -> Sequence[Refusal]:
    """Judge all of a push.

    Raises:
        WorkbookError: it cannot be judged, so it must not be taken in.
    """
    clear_left_over(state)
    refs, wider = tips(repository), _wider(repository, server)
    refused = (
        names_refused(push.updates, push.nation)
        or _locked(repository, push)
        or _bulk(state, push, refs, server.limits)
    )
    if refused:
        return refused
    with pushed_over(repository, state, push.pushed, refs) as whole:
        commits = new_commits(whole, [one.new for one in push.updates], server.limits.commits)
        scene = Scene(
            repository=whole,
            refs=refs,
            nation=push.nation,
            limits=server.limits,
            commits=frozenset(commits),
            opening=sum(not one.old and one.name.startswith(PROPOSALS) for one in push.updates),
        )
        refused = (
            _trees(scene, commits)
            or _unsigned(repository, server, scene, commits)
            or list(_moves_and_contents(scene, state, push.updates, today, wider))
        )
    if not refused:
        remember(state, push.updates, claims_digest(refs))
    return refused


def _locked(repository: Repository, push: Push) -> Sequence[Refusal]:
    """Say at once what git would say of every push, and who can mend it; main waits for all locks."""
    found = [one.path for one in old_locks(repository, settled_s=HELD_AT_MOST_S)]
    left = [path.relative_to(repository.git_folder).as_posix() for path in found]
    names = {f"{one.name}.lock" for one in push.updates} | {"packed-refs.lock"}
    if any(one.name == MAIN for one in push.updates):
        # Git locks HEAD as well where it moves the branch that HEAD names.
        names |= {"HEAD.lock", *(name for name in left if name.startswith("refs/"))}
    words = (
        "was left behind by a git that was killed, so nothing moves there; the keeper of the server removes "
        "it by `workbook guard --check DIR --fix`."
    )
    return [Refusal(ref="", rule="locked", message=f"{name} {words}") for name in left if name in names]


def _bulk(state: Path, push: Push, refs: Mapping[str, str], limits: Limits) -> Sequence[Refusal]:
    if len(refs) + sum(not one.old for one in push.updates) > limits.refs_in_all:
        return [_limit(f"The repository holds {len(refs):,} branches and tags, as many as it may")]
    if push.pushed is None:
        return ()
    with pushed_alone(state, push.pushed) as alone:
        beyond = objects_beyond(alone, limits)
    return [_limit(f"The push is too large: {beyond}")] if beyond else ()


def _trees(scene: Scene, commits: Sequence[str]) -> Sequence[Refusal]:
    """Bound commits and their trees."""
    limits = scene.limits
    if len(commits) > limits.commits:
        return [_limit(f"The push brings more than {limits.commits:,} new commits; push in smaller parts")]
    beyond = trees_beyond(scene.repository, commits, scene.main, limits) if commits else ""
    return [_limit(f"The push cannot be taken in: {beyond}")] if beyond else ()


def _unsigned(
    repository: Repository, server: ServerFile, scene: Scene, commits: Sequence[str]
) -> Sequence[Refusal]:
    if not server.require_signed:
        return ()
    from workbook.desk.guarding.signatures import unsigned

    signers = repository.git_folder / server.allowed_signers
    said = unsigned(scene.repository, commits, signers=signers, accounts=server.accounts, nation=scene.nation)
    return [Refusal(ref="", rule="not-signed", message=said)] if said else ()


def _moves_and_contents(
    scene: Scene, state: Path, updates: Sequence[Update], today: date, wider: Wider | None
) -> Iterator[Refusal]:
    for update in updates:
        refused = move_refused(scene, update)
        yield from refused or _contents(scene, state, update, today, wider)


def _contents(
    scene: Scene, state: Path, update: Update, today: date, wider: Wider | None
) -> Sequence[Refusal]:
    if not update.new:
        return ()
    if update.name == MAIN:
        return judge_main(
            scene.repository,
            old=update.old,
            new=update.new,
            nation=scene.nation,
            today=today,
            claims={name: tip for name, tip in scene.refs.items() if is_claim(name)},
            moved_on=moved_on(state),
            wider=wider,
        )
    if is_claim(update.name):
        return judge_branch(
            scene.repository,
            ref=update.name,
            new=update.new,
            nation=scene.nation,
            today=today,
            wider=wider,
        )
    return ()


def _wider(repository: Repository, server: ServerFile) -> Wider | None:
    """Give the wider repository that the keeper names, as it is by now."""
    if not server.wider:
        return None
    found = wider_repository(repository, server.wider)
    return Wider(found, found.resolve(MAIN))


def _limit(what: str) -> Refusal:
    return Refusal(ref="", rule="limit", message=f"{what}.")
