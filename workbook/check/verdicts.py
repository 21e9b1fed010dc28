"""What the last check found, kept in the cache folder, and believed for the very state that was checked.

One file: the findings in order, and by case which of them were told in it, so that a later check can judge
anew what a change touched and take the rest from here.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from workbook.findings import Finding
from workbook.records.cache import CacheFolder

if TYPE_CHECKING:
    from workbook.check.runner import Judgement

_STATE = "state"


class _State(msgspec.Struct, frozen=True, array_like=True):
    """A judgement of the plan in the state of this name; `told` has, by case, places in `findings`."""

    name: str
    findings: tuple[Finding, ...]
    basis: str
    told: msgspec.Raw


def read_state(folder: CacheFolder, name: str) -> Sequence[Finding] | None:
    """Give the findings of a whole plan if the last check was of this very state, day and program."""
    state = _read(folder, name)
    return state.findings if state is not None else None


def read_judgement(folder: CacheFolder, name: str) -> "Judgement | None":
    """Give all that the last check found, if it was of this very state, day and program."""
    from workbook.check.rule import Subject
    from workbook.check.runner import Judgement

    state = _read(folder, name)
    if state is None:
        return None
    try:
        told = {
            (Subject[subject], case): tuple(state.findings[number] for number in numbers)
            for subject, case, numbers in _decoder(list[tuple[str, str, list[int]]]).decode(state.told)
        }
    except (msgspec.DecodeError, KeyError, IndexError):
        return None
    return Judgement(basis=state.basis, told=told, findings=state.findings)


def write_judgement(folder: CacheFolder, name: str, judgement: "Judgement") -> None:
    """Keep all that a check found."""
    encode = msgspec.msgpack.encode
    numbers = {finding: number for number, finding in enumerate(judgement.findings)}
    told = [
        (subject.name, case, [numbers[finding] for finding in found])
        for (subject, case), found in judgement.told.items()
    ]
    state = _State(name, judgement.findings, judgement.basis, msgspec.Raw(encode(told)))
    folder.write(_STATE, encode(state))


def _read(folder: CacheFolder, name: str) -> _State | None:
    payload = folder.read(_STATE)
    if payload is None:
        return None
    try:
        state: _State = _decoder(_State).decode(payload)
    except msgspec.DecodeError:
        return None
    return state if state.name == name else None


@cache
def _decoder(wanted: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(wanted)
