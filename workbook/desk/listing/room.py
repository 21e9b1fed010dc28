"""Which columns of a table find room on a screen, and how wide each is there.

In: columns and the widths they would like. Out: what is left out, and narrower widths. It draws nothing.
"""

from collections.abc import Sequence

from workbook.desk.listing.columns import Column

GAP = 2
# With fewer figures than these, a drawing beside them tells too little.
_FIGURES = 2


def without_room(
    kept: Sequence[int], columns: Sequence[Column], widths: Sequence[int], width: int
) -> list[int]:
    """Choose the columns to leave out, the last fields first, until a line can be narrowed to the screen.

    Drawings go before them where they would leave room for less than two figures.
    """
    drawn = [index for index in reversed(kept) if columns[index].is_drawn]
    figures = [index for index in kept if columns[index].is_number]
    left_out: list[int] = []
    for count in range(len(drawn) + 1):
        left_out = _beyond(kept, columns, widths, width, drawn[:count])
        if len(set(figures) - set(left_out)) >= min(_FIGURES, len(figures)):
            break
    return sorted(left_out)


def narrow(kept: Sequence[int], columns: Sequence[Column], widths: list[int], width: int) -> None:
    """Narrow the widest columns, free text before words, until a line fits; numbers and ids stay whole."""
    for is_loose in (True, False):
        candidates = [index for index in kept if columns[index].least and columns[index].is_loose is is_loose]
        while candidates and sum(widths[index] for index in kept) + GAP * (len(kept) - 1) > width:
            widest = max(candidates, key=lambda index: widths[index] - columns[index].least)
            if widths[widest] <= columns[widest].least:
                break
            widths[widest] -= 1


def _beyond(
    kept: Sequence[int], columns: Sequence[Column], widths: Sequence[int], width: int, left_out: Sequence[int]
) -> list[int]:
    """Leave out more columns until the rest can be narrowed to a width, the last first, a first figure last.

    Two columns stay.
    """
    least = {
        index: min(widths[index], columns[index].least or widths[index])
        for index in kept
        if index not in left_out
    }
    gone = list(left_out)
    first_figure = next((index for index in least if columns[index].is_number), None)
    for index in sorted(reversed(list(least)[2:]), key=lambda index: index == first_figure):
        if sum(least.values()) + GAP * (len(least) - 1) <= width:
            break
        if not (columns[index].is_fixed or columns[index].is_drawn):
            gone.append(index)
            del least[index]
    return gone
