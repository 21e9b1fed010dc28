"""The refs of a shared repository: which there may be at all, and which nation writes each.

In: a full name. Out: a `Ref`, or None for a name that there may not be. One ref has one writer; nothing else,
such as notes or replacements, is ever taken in.
"""

import re
from enum import StrEnum
from typing import NamedTuple

HEADS, TAGS = "refs/heads/", "refs/tags/"
MAIN = f"{HEADS}main"
PROPOSALS, REVIEWS = f"{HEADS}proposal/", f"{HEADS}review/"
_NATION = r"[A-Z]{2,5}"
_PROPOSAL_ID = rf"({_NATION})-P-[0-9A-HJKMNP-TV-Z]{{4}}"
_PROPOSAL = re.compile(rf"{PROPOSALS}({_PROPOSAL_ID})", re.ASCII)
_REVIEW = re.compile(rf"{REVIEWS}({_NATION})/({_PROPOSAL_ID})", re.ASCII)
_TAG = re.compile(rf"{TAGS}([a-z0-9](?:[a-z0-9-]{{0,62}}[a-z0-9])?)", re.ASCII)
_SHADOWS = frozenset(("main", "proposal", "review", "head"))


class RefKind(StrEnum):
    """What a ref is."""

    MAIN = "main"
    PROPOSAL = "proposal"
    REVIEW = "review"
    TAG = "tag"


class Ref(NamedTuple):
    """A ref by what its name says: its writer ("" where that is not in the name), and what it is about.

    `id` is that of a proposal or a meeting, "" for main.
    """

    name: str
    kind: RefKind
    writer: str = ""
    id: str = ""


def read_ref(name: str) -> Ref | None:
    """Tell what a ref is by its name; None for one that there may not be."""
    if name == MAIN:
        return Ref(name=name, kind=RefKind.MAIN)
    if found := _PROPOSAL.fullmatch(name):
        return Ref(name=name, kind=RefKind.PROPOSAL, writer=found[2], id=found[1])
    if found := _REVIEW.fullmatch(name):
        return Ref(name=name, kind=RefKind.REVIEW, writer=found[1], id=found[2])
    if (found := _TAG.fullmatch(name)) and found[1] not in _SHADOWS:
        return Ref(name=name, kind=RefKind.TAG, id=found[1])
    return None


def is_claim(name: str) -> bool:
    """Say whether a ref holds what a nation claims: a proposal, or a review of one."""
    return name.startswith((PROPOSALS, REVIEWS))
