"""What was said of a proposal, as threads: on the whole, a record or a field, replies below what they answer.

In: what nations say. Out: `Thread`s, that on the whole first. Who answers what is the word of whoever writes
it: a reply to nothing that is here, or in a ring, begins anew, and nothing is left out. A worked example:

    SWE-V-1A2B objects to NOR-C-7K3Q:quantity;  NOR-V-3C4D replies_to SWE-V-1A2B
    -> NOR-C-7K3Q:quantity: SWE-V-1A2B, and one step further in NOR-V-3C4D
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from workbook.change.consent import replaced_voices
from workbook.desk.reviewing.voices import Said


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something said, so many steps in; `is_replaced` says that its nation said something else since."""

    said: Said
    depth: int = 0
    is_replaced: bool = False


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """What was said about an id, `ID:field` or, "", the whole; each remark is followed by its replies."""

    about: str
    remarks: Sequence[Remark]

    @property
    def key(self) -> str:
        """The record that is spoken of, "" for the whole."""
        return self.about.partition(":")[0]

    @property
    def field(self) -> str:
        """The field that is spoken of, "" for the whole record."""
        return self.about.partition(":")[2]


def threads(said: Sequence[Said]) -> Sequence[Thread]:
    """Sort what was said into threads, each in order of time."""
    in_time = sorted(said, key=lambda one: (one.voice.on, one.voice.nation, one.voice.id))
    replaced = replaced_voices(one.voice for one in said)
    answers = _answers(in_time)
    found: dict[str, list[Remark]] = {}
    for first in _firsts(in_time, answers):
        found.setdefault(first.voice.about, []).extend(
            Remark(said=one, depth=depth, is_replaced=(one.voice.nation, one.voice.id) in replaced)
            for one, depth in _below(first, answers)
        )
    return [Thread(about=about, remarks=found[about]) for about in sorted(found)]


def _answers(in_time: Sequence[Said]) -> Mapping[str, Sequence[Said]]:
    """Give what answers what, by the id that is answered; a ring is cut where it was said first."""
    parents = {one.voice.id: one.replies_to for one in in_time}
    found: dict[str, list[Said]] = {}
    for one in in_time:
        if one.replies_to in parents and not _leads_back(one.voice.id, parents):
            found.setdefault(one.replies_to, []).append(one)
        else:
            parents[one.voice.id] = ""
    return found


def _leads_back(id: str, parents: Mapping[str, str]) -> bool:
    """Say whether what a remark answers answers the remark itself."""
    seen = {id}
    while (id := parents.get(id, "")) and id not in seen:
        seen.add(id)
    return bool(id)


def _firsts(in_time: Sequence[Said], answers: Mapping[str, Sequence[Said]]) -> Sequence[Said]:
    below = {id(one) for some in answers.values() for one in some}
    return [one for one in in_time if id(one) not in below]


def _below(first: Said, answers: Mapping[str, Sequence[Said]]) -> Iterator[tuple[Said, int]]:
    """Give a remark and all that follows from it, each with its depth; however deep, without recursion."""
    waiting = [(first, 0)]
    while waiting:
        one, depth = waiting.pop()
        yield one, depth
        waiting += [(reply, depth + 1) for reply in reversed(answers.get(one.voice.id, ()))]
