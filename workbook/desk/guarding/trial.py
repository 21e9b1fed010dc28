"""A proposal taken into main on trial, as `adopt` would take it now: a commit that no branch ever names.

In: a clone, where main stands, the tip of a proposal, and what others say of it. Out: the merge to be judged
as if it were pushed; or a refusal, where nobody can tell what it would be.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from workbook.change.marks import Sides
from workbook.desk.guarding.adoption import Adoption, read_adoption
from workbook.desk.guarding.refs import MAIN, RefKind, read_ref
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.guarding.writing import shown
from workbook.desk.merging.merged_paths import BASE_NAME, files_of, merged_paths
from workbook.desk.reviewing import words
from workbook.vcs.merging import ancestry, merged_tree, split
from workbook.vcs.messages import message_text
from workbook.vcs.objects import Authorship, commit_bytes
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.state import Person
from workbook.vcs.trees import FILE, Entry, Trees

_NAMES = Sides(ours="main", base=BASE_NAME, theirs="what is proposed")
_NOBODY = Person(name="nobody", email="nobody@workbook.invalid")


def proposal_at(commit: str, claims: Mapping[str, str]) -> str:
    """Give the id of the proposal whose branch stands at a commit; "" for none."""
    found = [ref for name, tip in claims.items() if tip == commit and (ref := read_ref(name)) is not None]
    return next((ref.id for ref in found if ref.kind is RefKind.PROPOSAL), "")


def adopted_on_trial(
    repository: Repository, base: str, id: str, tip: str, claims: Mapping[str, str]
) -> str | Refusal:
    """Write the merge by which a proposal would come into main, and give its id.

    Raises:
        WorkbookError: the proposal cannot be read.
    """
    adoption = read_adoption(repository, id, tip, claims)
    if adoption.record.retired is not None:
        return Refusal(ref=MAIN, rule="withdrawn", message=f"{id} is withdrawn, so it cannot be adopted.")
    parts = split(repository, ancestry(repository, base, tip))
    merged = tuple(merged_paths(repository, parts.both, _NAMES))
    conflicted = sorted(shown(one.about.path) for one in merged if one.result.conflicts)
    if conflicted:
        return Refusal(ref=MAIN, rule="conflict", message=f"{id}: {words.conflict_line(conflicted)}")
    return _written(repository, base, adoption, merged_tree(repository, parts, files_of(merged)))


def _written(repository: Repository, base: str, adoption: Adoption, tree: str) -> str:
    new = NewObjects(len(base))
    reviews = {one.path: Entry(FILE, new.add("blob", one.data)) for one in adoption.said}
    if reviews:
        tree = Trees(repository.top, tree, reviews).changed(reviews, new)
    parents = [base, *dict.fromkeys([adoption.tip, *(one.commit for one in adoption.said)])]
    by = Authorship(author=_NOBODY, committer=_NOBODY, moment=datetime.now(UTC))
    commit = new.add("commit", commit_bytes(tree, parents, message_text(f"Try {adoption.id}"), by))
    new.write(repository.top)
    return commit
