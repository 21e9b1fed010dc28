"""The message that a merge in progress is to be committed with, kept where git keeps it until then.

In: a repository that stands in a merge, and what was settled in it. Out: the message with a line for each
conflict: what was taken, who had said so, and what else had been said. So it is there whoever commits, the
workbook or plain git.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from workbook.desk.merging.disputes import Dispute
from workbook.vcs.at_the_end import put_at_the_end
from workbook.vcs.messages import LISTED, message_text, read_trailers, without_trailers
from workbook.vcs.plumbing import Repository

SETTLED = "In conflict, and settled by choice:"
_MOST_LINES = 200
_REMARK = "#"


def settled_words(dispute: Dispute, *, side: str, value: str) -> str:
    """Tell which conflict was settled, and how, as `choice_words`."""
    return f"{_named(dispute)}: {choice_words(dispute, side=side, value=value)}"


def choice_words(dispute: Dispute, *, side: str, value: str) -> str:
    """Tell how a conflict was settled: by a side ("base", "ours", "theirs"), by a value, or else by hand."""
    before, ours, theirs = dispute.positions
    said = [f"{one.name} said {one.value}" for one in (ours, theirs)]
    match side:
        case "base":
            return f"{before.value}, as before ({', '.join(said)})"
        case "ours":
            return f"{ours.value}, as {ours.name} said (before {before.value}, {said[1]})"
        case "theirs":
            return f"{theirs.value}, as {theirs.name} said (before {before.value}, {said[0]})"
        case _:
            return f"{value or 'by hand'} (before {before.value}, {', '.join(said)})"


def read_message(repository: Repository) -> tuple[str, str, Sequence[tuple[str, str]]]:
    """Give subject, body and trailers of the message as it stands, without git's remarks."""
    data = (repository.head_folder / "MERGE_MSG").read_bytes().decode("utf-8", "surrogateescape")
    text = "\n".join(line for line in data.splitlines() if not line.startswith(_REMARK))
    subject, _, body = text.strip().partition("\n")
    return subject, without_trailers(body), read_trailers(body)


@contextmanager
def noted(repository: Repository, told: Iterable[tuple[Dispute, str]]) -> Iterator[None]:
    """Add lines on what is settled within the block; a conflict that has one already keeps it."""
    subject, body, trailers = read_message(repository)
    there = body.splitlines()
    count = sum(line.startswith(LISTED) for line in there[there.index(SETTLED) :]) if SETTLED in there else 0
    new = [
        f"{LISTED}{' '.join(words.split())}"
        for dispute, words in told
        if not any(line.startswith(f"{LISTED}{_named(dispute)}: ") for line in there)
    ]
    new = new[: max(_MOST_LINES - count, 0)]
    if not new:
        yield
        return
    head = [] if SETTLED in there else [*([""] if there else []), SETTLED, ""]
    # Git's remarks on what was in conflict go: behind the trailers they would hide them from `git commit`.
    with _rewritten(repository, subject, [*there, *head, *new], trailers):
        yield


@contextmanager
def forgotten(repository: Repository, words: Iterable[str]) -> Iterator[None]:
    """Take out the lines on conflicts that are opened again within the block, given by their names."""
    subject, body, trailers = read_message(repository)
    starts = tuple(f"{LISTED}{_line_name(word)}: " for word in words)
    kept = [line for line in body.splitlines() if not line.startswith(starts)]
    if kept and kept[-2:] == [SETTLED, ""]:
        kept = kept[:-2]
    with _rewritten(repository, subject, kept, trailers):
        yield


def _rewritten(
    repository: Repository, subject: str, lines: Sequence[str], trailers: Sequence[tuple[str, str]]
) -> AbstractContextManager[None]:
    text = message_text(subject, "\n".join(lines), trailers)
    return put_at_the_end(repository, {"MERGE_MSG": text.encode("utf-8", "surrogateescape")})


def _named(dispute: Dispute) -> str:
    return _line_name(dispute.word)


def _line_name(word: str) -> str:
    """Give the name of a conflict as the lines on what was decided give it: `NOR-C-7K3Q quantity`."""
    return word.replace(":", " ", 1)
