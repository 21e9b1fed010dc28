"""What of a file is neither statement nor comment: byte order mark, line ends, and the last line's end.

Versions of a file flow in; they flow out alike in these three, so that a version saved with other line ends
still differs only in what it says. `Ends.of` tells how a version was, and gives text that shape again.
"""

from codecs import BOM_UTF8
from collections.abc import Sequence

import msgspec

LF, CRLF = b"\n", b"\r\n"


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """The shape of a text: its mark, what ends its lines (None: not one thing), the end of the last."""

    has_mark: bool
    line_end: bytes | None
    is_ended: bool

    @staticmethod
    def of(data: bytes) -> "Ends":
        """Tell the shape of a text."""
        ends, pairs = data.count(LF), data.count(CRLF)
        return Ends(
            has_mark=data.startswith(BOM_UTF8),
            line_end=LF if pairs == 0 else CRLF if pairs == ends else None,
            is_ended=data.endswith(LF) or not data.removeprefix(BOM_UTF8),
        )

    def applied(self, text: bytes) -> bytes:
        """Give a text without mark, with ended lines, this shape."""
        if self.line_end == CRLF and CRLF not in text:
            text = text.replace(LF, CRLF)
        if not self.is_ended:
            text = text.removesuffix(LF).removesuffix(b"\r")
        return BOM_UTF8 + text if self.has_mark else text


def alike(versions: Sequence[bytes]) -> tuple[list[bytes], Ends]:
    """Give base, ours and theirs without marks and with ended lines, and the shape of the result.

    All lines then end with LF, unless a version mixes line ends: then they stay. Each part of the shape is
    as the side has it that changed it.
    """
    shapes = [Ends.of(data) for data in versions]
    texts = [data.removeprefix(BOM_UTF8) for data in versions]
    if all(shape.line_end for shape in shapes):
        texts = [text.replace(CRLF, LF) for text in texts]
    base, ours, theirs = shapes
    shape = Ends(
        has_mark=(theirs if ours.has_mark == base.has_mark else ours).has_mark,
        line_end=(theirs if ours.line_end == base.line_end else ours).line_end,
        is_ended=(theirs if ours.is_ended == base.is_ended else ours).is_ended,
    )
    return [text if text.endswith(LF) or not text else text + LF for text in texts], shape
