"""What must be known before a new record can be begun: its name, for whom, in which layer, at which meeting.

In: a session and a kind. Out: `Questions`; what is not asked follows from the kind and from who works here.
"""

from collections.abc import Sequence

import msgspec

from workbook.desk.describing import layer_words
from workbook.desk.editing.edits import may_begin, owner_of_new
from workbook.desk.session import ReadOnlyError, Session
from workbook.model.kind import LETTERS, MEETING_FOLDERS, NATION_FOLDERS, Kind
from workbook.records.settings import SHARED_LAYER


class LayerChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A layer that a record can be written into, and who reads it."""

    name: str
    words: str


class Questions(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked before a new record of a kind; what is empty or false is not asked.

    `behalf` is the nation to offer as the one on whose behalf it is written.
    """

    kind: Kind
    asks_name: bool = False
    asks_behalf: bool = False
    behalf: str = ""
    layers: Sequence[LayerChoice] = ()
    meetings: Sequence[str] = ()

    @property
    def are_any(self) -> bool:
        """Whether anything must be asked at all."""
        return bool(self.asks_name or self.asks_behalf or self.layers or self.meetings)


def questions(session: Session, kind: Kind, *, owner: str = "") -> Questions:
    """Say what must be asked before a record of a kind is begun, in a list of what `owner` has.

    Raises:
        WorkbookError: the user may not write one.
    """
    if session.is_read_only:
        raise ReadOnlyError
    settings = session.workbook.settings
    layers = [layer for layer in sorted(settings.layers) if may_begin(session, kind, layer)]
    if not layers:
        owner_of_new(session, kind, "")
    kept = [layer for layer in layers if settings.policy(layer).secretariat == session.nation]
    return Questions(
        kind=kind,
        asks_name=kind not in LETTERS and kind is not Kind.NATION,
        asks_behalf=bool(kept) and kind in (*NATION_FOLDERS.values(), Kind.NATION),
        # Offered where it will do: who keeps only a narrower layer mostly means a record of their own.
        behalf=owner if owner != session.nation and layers[0] in kept else "",
        layers=[LayerChoice(name=layer, words=layer_words(layer, settings)) for layer in layers]
        if layers != [SHARED_LAYER]
        else (),
        meetings=session.contents.meetings if kind in MEETING_FOLDERS.values() else (),
    )
