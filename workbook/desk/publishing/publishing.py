"""Publishing: the unpublished commits of all layers, to the repository that each shares.

In: what was looked at. Out: a `Publication` for each layer. The widest layer goes first, so that nothing is
ever published that refers to what is not there; what is refused ends it, and what went before stays.
"""

from collections.abc import Sequence

import msgspec

from workbook.desk.publishing.states import LayerState
from workbook.desk.session import ReadOnlyError, Session
from workbook.errors import WorkbookError
from workbook.vcs.remotes import push
from workbook.vcs.transfer import Cancelled, Progress, Watch, ignore, never


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a layer: how many changes went where, or why none did."""

    layer: str
    name: str
    count: int
    refusal: str = ""

    @property
    def words(self) -> str:
        """Tell it in a sentence."""
        where = f"Layer {self.layer}: " if self.layer else ""
        changes = f"{self.count:,} change{'s' if self.count != 1 else ''}"
        return f"{where}{self.refusal}" if self.refusal else f"{where}Published {changes} to {self.name}."


def publishable(states: Sequence[LayerState]) -> Sequence[LayerState]:
    """Give the layers that have something to publish, in the order in which that is done."""
    return [one for one in states if one.shared and one.distance.ahead]


def publish(
    session: Session,
    states: Sequence[LayerState],
    *,
    watch: Watch = ignore,
    cancelled: Cancelled = never,
) -> Sequence[Publication]:
    """Publish the commits that the states were looked at with; later ones stay.

    What others must approve is named and goes nowhere, as in `sync`.

    Raises:
        ReadOnlyError: the session may only look.
    """
    from workbook.desk.reviewing.holding import held_back
    from workbook.desk.reviewing.words import held_line

    if session.is_read_only:
        raise ReadOnlyError
    done: list[Publication] = []
    for one in publishable(states):
        assert one.shared is not None
        watch(Progress(doing=f"Publishing to {one.shared.name}"))
        try:
            refusal = held_line(held_back(session, one, watch=watch, cancelled=cancelled).needs)
            if not refusal:
                push(one.repository, one.shared, one.tip, watch=watch, cancelled=cancelled)
        except WorkbookError as error:
            refusal = str(error)
        done.append(
            Publication(layer=one.layer, name=one.shared.name, count=one.distance.ahead, refusal=refusal)
        )
        if refusal:
            break
    return done
