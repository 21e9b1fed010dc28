"""The open proposals by whose turn it is, what waits on oneself first.

In: rows of open proposals, in order, and the nation that looks. Out: `Turn`s, those without rows left out.
"""

from collections.abc import Sequence

import msgspec

from workbook.desk.reviewing import screen_words
from workbook.desk.reviewing.row import ProposalRow


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Rows on which the same is to be done, below a heading; `is_mine` says that it is one's own turn."""

    heading: str
    rows: Sequence[ProposalRow]
    is_mine: bool = False


def turns(rows: Sequence[ProposalRow], nation: str) -> Sequence[Turn]:
    """Sort rows by whose turn it is; each keeps its order.

    NOR looks:  SWE-P-3F8K waits on NOR, NOR-P-7K3Q on DNK, USA-P-1A2B on nobody
    -> Waits on you: SWE-P-3F8K   Can be adopted: USA-P-1A2B   Waits on others: NOR-P-7K3Q
    """
    mine = [row for row in rows if nation in row.waiting_on]
    ready = [row for row in rows if not row.waiting_on and not row.trouble]
    others = [row for row in rows if row not in mine and row not in ready]
    found = (
        Turn(heading=screen_words.your_turn(nation, len(mine)), rows=mine, is_mine=True),
        Turn(heading=screen_words.ready(len(ready)), rows=ready),
        Turn(heading=screen_words.turn_of_others(len(others)), rows=others),
    )
    return [one for one in found if one.rows]
