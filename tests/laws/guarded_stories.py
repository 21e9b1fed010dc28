"""Stories of nations that share a plan: they save, publish, propose and adopt, by plumbing alone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from workbook.change.marks import Sides
from workbook.check.examples import COALITION
from workbook.desk.guarding.judging import judge_main
from workbook.desk.guarding.refusal import Refusal
from workbook.desk.merging.merged_paths import MergedPath, files_of, merged_paths
from workbook.vcs.commit import CommitSource
from workbook.vcs.merging import MergedFile, Relation, ancestry, merged_tree, split
from workbook.vcs.objects import Authorship, commit_bytes, commit_paths, make_commit
from workbook.vcs.packing import NewObjects
from workbook.vcs.plumbing import Repository
from workbook.vcs.program import run
from workbook.vcs.state import Person
from workbook.vcs.trees import FILE, Entry, Trees

DESKS = ("NOR oslo", "NOR bergen", "SWE", "USA")
RECORDS = {
    "NOR": "plans/nations/NOR/requests/NOR-R-11AB.toml",
    "SWE": "plans/nations/SWE/requests/SWE-R-11AB.toml",
    "USA": "plans/catalogue/items/155mm-he.toml",
}
FIELDS = {"NOR": ("quantity", "notes"), "SWE": ("quantity", "notes"), "USA": ("lead_time_months", "notes")}
_REQUEST = 'title = "Fuel"\nquantity = 5\nnotes = "0"\n'
_TODAY = date(2022, 9, 28)
_SOMEBODY = Person(name="Somebody", email="somebody@example.org")
_BY = Authorship(author=_SOMEBODY, committer=_SOMEBODY, moment=datetime(2022, 9, 28, tzinfo=UTC))
_NAMES = Sides(ours="main", base="base", theirs="other")


class Story:
    """Main, and where the desks of nations stand; `claims` are what is proposed."""

    def __init__(self, repository: Repository, root: str) -> None:
        self.repository = repository
        self.main = root
        self.desks = dict.fromkeys(DESKS, root)
        self.claims: dict[str, str] = {}

    def refusals(self, steps: Sequence[tuple[str, ...]]) -> Sequence[tuple[tuple[str, ...], Refusal]]:
        """Tell a story of what desks do, and give all that is refused in it, with the step."""
        return [(step, one) for step in steps for one in getattr(self, step[0])(*step[1:]) or ()]

    def save(self, desk: str, field: int, value: int) -> None:
        """Change a field of the nation's record on its desk."""
        nation = desk[:3]
        path, key = RECORDS[nation], FIELDS[nation][field]
        lines = self.read(self.desks[desk], path).decode().splitlines()
        text = f'{key} = "{value}"' if key == "notes" else f"{key} = {value}"
        kept = [line for line in lines if not line.startswith(f"{key} =")]
        self._commit(desk, {path: "\n".join([*kept, text, ""]).encode()})

    def bring_in(self, desk: str) -> None:
        """Merge main into a desk; what only its own nation can have in conflict stays as it is here."""
        found = ancestry(self.repository, self.desks[desk], self.main)
        if found.relation is Relation.UP_TO_DATE:
            return
        if found.relation is Relation.FAST_FORWARD:
            self.desks[desk] = self.main
            return
        parts = split(self.repository, found)
        merged = list(merged_paths(self.repository, parts.both, _NAMES))
        files = {**files_of(merged), **{one.about.path: self._ours(desk, one) for one in merged}}
        self.desks[desk] = self._merge(merged_tree(self.repository, parts, files), [found.ours, found.theirs])

    def publish(self, desk: str) -> Sequence[Refusal]:
        """Bring main in and push; main moves where nothing is refused."""
        self.bring_in(desk)
        return self._push(desk, self.desks[desk])

    def propose(self, desk: str, number: int) -> None:
        """Put what is saved on a desk on a branch of its own; the desk goes back to main."""
        id = f"{desk[:3]}-P-{number:04}"
        path = f"plans/nations/{desk[:3]}/proposals/{id}.toml"
        if id in RECORDS or f"refs/heads/proposal/{id}" in self.claims:
            return
        self._commit(desk, {path: b'title = "x"\n'})
        self.claims[f"refs/heads/proposal/{id}"] = self.desks[desk]
        self.desks[desk] = self.main

    def adopt(self, desk: str, number: int) -> Sequence[Refusal]:
        """Adopt a proposal, if it is open and does not conflict with main."""
        if not self.claims:
            return ()
        tip = list(self.claims.values())[number % len(self.claims)]
        found = ancestry(self.repository, self.main, tip)
        if found.relation is Relation.UP_TO_DATE:
            return ()
        parts = split(self.repository, found)
        merged = list(merged_paths(self.repository, parts.both, _NAMES))
        if any(one.result.conflicts for one in merged):
            return ()
        tree = merged_tree(self.repository, parts, files_of(merged))
        return self._push(desk, self._merge(tree, [self.main, tip]))

    def tampered(self, desk: str, place: int, letter: int) -> Sequence[Sequence[Refusal]]:
        """Change one byte of another's in what a desk would push; give what is refused, main as it was.

        Once within its last commit, once in a commit on top. What says nothing, a line end more, counts too.
        """
        self.bring_in(desk)
        self.save(desk, 1, place + 7)
        tip = self.desks[desk]
        others = [path for nation, path in RECORDS.items() if nation != desk[:3]]
        path = others[place % len(others)]
        data = self.read(tip, path)
        at = place % len(data)
        flipped = data[:at] + bytes([data[at] ^ (1 << letter)]) + data[at + 1 :]
        return [
            self._judged(desk, self._with(tip, path, changed, parents))
            for changed, parents in ((flipped, self._parents(tip)), (flipped, [tip]), (data + b"\n", [tip]))
        ]

    def read(self, commit: str, path: str) -> bytes:
        """Give a file of a commit."""
        return CommitSource(self.repository, commit).read(path)

    def _ours(self, desk: str, one: MergedPath) -> MergedFile:
        if one.result.conflicts:
            return MergedFile(data=self.read(self.desks[desk], one.about.path))
        return MergedFile(data=one.result.data)

    def _push(self, desk: str, commit: str) -> Sequence[Refusal]:
        refused = self._judged(desk, commit)
        if not refused:
            self.main = commit
        return refused

    def _judged(self, desk: str, commit: str) -> Sequence[Refusal]:
        return judge_main(
            self.repository,
            old=self.main,
            new=commit,
            nation=desk[:3],
            today=_TODAY,
            claims=self.claims,
        )

    def _commit(self, desk: str, changes: Mapping[str, bytes | None]) -> None:
        parents = [self.desks[desk]]
        if all(self._holds(parents[0], path, data) for path, data in changes.items()):
            return
        self.desks[desk] = make_commit(
            self.repository, parents=parents, changes=changes, message="Record\n", by=_BY
        )

    def _holds(self, commit: str, path: str, data: bytes | None) -> bool:
        try:
            return self.read(commit, path) == data
        except FileNotFoundError:
            return False

    def _merge(self, tree: str, parents: Sequence[str]) -> str:
        new = NewObjects(len(tree))
        commit = new.add("commit", commit_bytes(tree, parents, "Merge\n", _BY))
        new.write(self.repository.top)
        return commit

    def _with(self, tip: str, path: str, data: bytes, parents: Sequence[str]) -> str:
        new = NewObjects(len(tip))
        changes = {path: Entry(FILE, new.add("blob", data))}
        tree = Trees(self.repository.top, tip, changes).changed(changes, new)
        new.write(self.repository.top)
        return self._merge(tree, parents)

    def _parents(self, commit: str) -> Sequence[str]:
        line = run(self.repository.top, "rev-list", "--parents", "--max-count=1", commit, "--").decode(
            "ascii"
        )
        return line.split()[1:]


def shared_plan(folder: Path) -> tuple[Repository, str]:
    """Make a bare repository with a small plan, and give it with its root commit."""
    folder.mkdir()
    run(folder, "init", "--quiet", "--bare", "--initial-branch=main")
    repository = Repository.find(folder)
    files = {**COALITION, RECORDS["NOR"]: _REQUEST, RECORDS["SWE"]: _REQUEST}
    root = commit_paths(
        repository,
        branch="refs/heads/main",
        parents=[],
        changes={path: text.encode() for path, text in files.items()},
        message="Found\n",
        by=_BY,
        with_index=False,
    )
    return repository, root
