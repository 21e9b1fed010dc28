"""In which layer one proposes: where something is saved that is not published yet.

In: a session, perhaps the name of a layer. Out: a layer, or a sentence on why it cannot be told. A proposal
lies in one repository, so that what changes in two layers is put to the others as two.
"""

from collections.abc import Sequence

from workbook.desk.publishing.states import layer_states
from workbook.desk.reviewing import words
from workbook.desk.session import Session
from workbook.errors import WorkbookError
from workbook.records.settings import SHARED_LAYER
from workbook.vcs.review_refs import PROPOSAL

SHARED_WORD = "shared"


class SeveralLayersError(WorkbookError):
    """Changes in several layers, and nothing that says which are meant."""

    def __init__(self, layers: Sequence[str]) -> None:
        named = " or ".join(f"`--layer {layer or SHARED_WORD}`" for layer in layers)
        super().__init__(
            f"You have changes in {words.layers_line(layers)}, and a proposal lies in one layer: say which "
            f"by {named}, and propose the others after it."
        )


class NoSuchLayerError(WorkbookError):
    """A layer that is not here, or is shared with nobody."""

    def __init__(self, layer: str, known: Sequence[str]) -> None:
        named = ", ".join(one or SHARED_WORD for one in known)
        super().__init__(
            f"No layer {layer!r} is shared here, so nothing can be proposed in it; there are {named}."
        )


def layer_to_propose(session: Session, named: str = "") -> str:
    """Give the layer that is named, or else the one in which something waits to be proposed.

    Raises:
        NoSuchLayerError: there is none of that name.
        SeveralLayersError: none is named, and there are several.
    """
    if named:
        return _named(session, named)
    found = proposable_layers(session)
    if len(found) > 1:
        raise SeveralLayersError(found)
    return found[0] if found else SHARED_LAYER


def proposable_layers(session: Session) -> Sequence[str]:
    """List the layers with changes to propose; where there are none, those with a proposal to amend."""
    states = [one for one in layer_states(session) if one.shared is not None]
    changed = [one.layer for one in states if one.distance.ahead]
    return changed or [one.layer for one in states if one.branch.startswith(PROPOSAL)]


def _named(session: Session, named: str) -> str:
    known = [one.layer for one in layer_states(session) if one.shared is not None]
    layer = named if named in known else SHARED_LAYER if named == SHARED_WORD else named
    if layer not in known:
        raise NoSuchLayerError(named, known)
    return layer
