"""The message of a commit: written from what is to be said, and read for what a person said in it.

In: a subject, a body, trailers; or a message. Out: the one or the other. What a message tells of records is
not known here.
"""

import re
from collections.abc import Sequence

LISTED = "- "
"""What a line of a commit's body begins with that tells a change; readers get these from the data instead."""

_TRAILER = r"([A-Za-z0-9][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)"


def message_text(subject: str, body: str = "", trailers: Sequence[tuple[str, str]] = ()) -> str:
    """Give a commit message: a subject of one line, a body, and trailers such as `Record: NOR-C-7K3Q`."""
    lines = [f"{key}: {' '.join(value.split())}" for key, value in trailers]
    parts = [" ".join(subject.split()), body.strip(), "\n".join(lines)]
    return "\n\n".join(part for part in parts if part) + "\n"


def read_trailers(body: str) -> tuple[tuple[str, str], ...]:
    """Read the last paragraph of a message's body as trailers, if each of its lines is one.

    Git's own reading of them can be changed by a repository's settings.
    """
    if not body or body.isspace():
        return ()
    paragraph = re.sub(r"\n[ \t]+(?=\S)", " ", re.split(r"\n[ \t]*\n", _without_hints(body))[-1])
    lines = [line for line in paragraph.splitlines() if not line.startswith("(cherry picked from ")]
    found = [re.fullmatch(_TRAILER, line) for line in lines]
    return tuple((one[1], one[2].strip()) for one in found if one) if all(found) else ()


def remarks_in(body: str) -> str:
    """Give what a person said in the body of a message: no trailers, and no list of what changed.

    A line that only announces a list goes with it.
    """
    if not body or body.isspace():
        return ""
    text = without_trailers(body)
    if LISTED not in text:
        return text.strip()
    kept: list[str] = []
    for line in text.splitlines():
        if not line.startswith(LISTED):
            kept.append(line)
            continue
        while kept and not kept[-1]:
            kept.pop()
        if kept and kept[-1].endswith(":"):
            kept.pop()
    return "\n".join(kept).strip()


def without_trailers(body: str) -> str:
    """Give the body of a message without the paragraph of its trailers."""
    text = _without_hints(body)
    head, gap, _ = text.rpartition("\n\n")
    return (head if gap else "") if text and read_trailers(body) else text


def _without_hints(body: str) -> str:
    """Give a body without the list of conflicts that git leaves at its end where nobody edits the message."""
    text = body.strip()
    if "#" not in text:
        return text
    head, _, last = text.rpartition("\n\n")
    return head.rstrip() if all(line.startswith("#") for line in last.splitlines()) else text
