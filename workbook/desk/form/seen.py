"""A file's text as an editor on a screen may hold it, and the file again that it was edited from.

In: bytes. Out: text in which every character is seen: what would act on a terminal or hide is spelled out,
and lines end in newlines. Back: bytes, in which every line that was left alone is as it was.
"""

from codecs import BOM_UTF8
from difflib import SequenceMatcher

from workbook.model.display import clean
from workbook.toml.hidden import hidden_in_text

_MARK = BOM_UTF8.decode()


def shown_text(data: bytes) -> str:
    """Give a file's text for an editor."""
    return "\n".join(map(_seen, _lines(data)))


def edited_text(before: bytes, text: str) -> bytes:
    """Give the file that an edited text stands for; `before` is the file that it was shown from."""
    shown = text.encode(errors="surrogateescape")
    if shown_text(before).encode(errors="surrogateescape") == before:
        return shown
    old = _lines(before)
    old_seen, new = list(map(_seen, old)), text.split("\n")
    ending = "\r" if sum(line.endswith("\r") for line in old) * 2 >= len(old) else ""
    lines = [f"{line}{ending}" for line in new[:-1]] + new[-1:]
    for start, at, size in SequenceMatcher(None, old_seen, new, autojunk=False).get_matching_blocks():
        lines[at : at + size] = old[start : start + size]
    mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
    return mark + "\n".join(lines).encode(errors="surrogateescape")


def _lines(data: bytes) -> list[str]:
    return data.decode(errors="surrogateescape").removeprefix(_MARK).split("\n")


def _seen(line: str) -> str:
    line = line.removesuffix("\r")
    # What is no UTF-8 stands here as single surrogates.
    if hidden_in_text(line.replace("\t", "")) is None and line.isascii():
        return line
    return "".join(_spelled(sign) if _is_unseen(sign) else sign for sign in line)


def _is_unseen(sign: str) -> bool:
    return sign != "\t" and (hidden_in_text(sign) is not None or clean(sign) != sign)


def _spelled(sign: str) -> str:
    return f"\\u{ord(sign):04X}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08X}"
