"""Which repositories the plan is made of, who can read each, and where the record under the cursor lives.

In: a session and an id. Out: nothing, or the record moved to a wider layer, after a question.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.worker import Worker, WorkerState

from workbook.desk.editing.edits import Files, move
from workbook.desk.keys import Scope
from workbook.desk.readership import SHARED_WORD, LayerView, Reach, Widening, layer_views, reach, widening
from workbook.desk.session import Session
from workbook.desk.trailers import MOVED
from workbook.tui.display import line
from workbook.tui.keys import bindings
from workbook.tui.screens.desk_screen import DeskScreen, outcome_words
from workbook.tui.screens.dialogs import Confirm
from workbook.tui.widgets.bar import KeyBar
from workbook.tui.widgets.head import Head, Heading, counted_anew
from workbook.tui.widgets.layers import LayerTable
from workbook.tui.widgets.lines import LineList
from workbook.tui.widgets.page import GAP, HEAD, MUTED, WARNING, Page, Passage

_EXPLAINED = {
    "layers": "The repositories of the plan. Whoever can read one reads all of it; a dot marks the one that "
    "holds the record.",
    "layer": "The layer under the cursor, and what moving the record there would show to whom.",
    "record": "Where the record lives, who can read its file, and for whom it may enter papers.",
}


# The frame and the headings stand around the layers.
_MOST_SHOWN, _AROUND, _MOST_FINDINGS = 8, 3, 3


class LayersScreen(DeskScreen[None]):
    """The layers of the plan, and one record in them."""

    SCOPE = Scope.LAYERS
    CSS_PATH = "layers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Scope.LAYERS)]

    def __init__(self, session: Session, id: str, *, frame: Heading) -> None:
        super().__init__(session)
        self._about = id
        self._frame = frame
        self._reading: Worker[Sequence[LayerView]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the layers above the one under the cursor, beside the record."""
        yield Head()
        with Horizontal(id="panes"):
            with Vertical(id="middle"):
                yield LayerTable(id="layers").add_class("pane")
                yield Page(id="layer").add_class("pane")
            yield Page(id="record").add_class("pane")
        yield KeyBar(self.SCOPE)

    def on_mount(self) -> None:
        """Begin to look."""
        self.query_one("#layers").border_title = line("Layers")
        self.query_one("#record").border_title = line(self._about or "Record")
        self.query_one("#layers").focus()
        self.plan_changed()

    def plan_changed(self) -> None:
        """Look anew."""
        self.query_one(Head).heading = counted_anew(self._frame, self.session)
        told = reach(self.session, self._about) if self._about else None
        self.query_one("#record", Page).show(list(_record(told)))
        self._reading = self.run_worker(partial(layer_views, self.session), thread=True, group="layers")

    def explained(self) -> tuple[str, str]:
        """Say what the pane is for that has the keys."""
        focused = (self.focused.id if self.focused else "") or ""
        return "Who reads", _EXPLAINED.get(focused, "")

    @on(Worker.StateChanged)
    def _looked(self, event: Worker.StateChanged) -> None:
        found = event.worker.result
        if event.worker is self._reading and event.state is WorkerState.SUCCESS and found is not None:
            self._reading = None
            file = self.session.workbook.file_of(self._about)
            table = self.query_one(LayerTable)
            table.show(found, marked=file.layer if file else None)
            table.border_title = line(
                "Layers: 1" if len(found) == 1 else f"Layers: {len(found)} repositories"
            )
            table.styles.height = min(len(found), _MOST_SHOWN) + _AROUND
            self._show_layer()

    @on(LineList.Highlighted, "#layers")
    def _reached(self) -> None:
        self._show_layer()

    def action_move(self) -> None:
        """Move the record to the layer under the cursor, after a question."""
        layer = self.query_one(LayerTable).current
        if self.session.is_read_only:
            self.refuse(str(self.session.refusal()))
        elif layer is None or not self._about:
            self.refuse("No record is under the cursor of the plan, so there is nothing to move.")
        else:
            word = layer.name or SHARED_WORD
            files = self.attempt(lambda: move(self.session, self._about, word))
            if files is not None:
                self._ask(layer, word, files)

    def action_close(self) -> None:
        """Leave the screen."""
        self.dismiss(None)

    def _ask(self, layer: LayerView, word: str, files: Files) -> None:
        outlook = self.attempt(lambda: self.session.outlook(files))
        if outlook is None:
            return
        if outlook.blocking:
            first = outlook.blocking[0]
            self.refuse(f"Not moved: {first.ref} {first.message}")
            return
        told = [
            *widening(self.session, self._about, layer.name).sentences,
            outcome_words(outlook),
            *(f"{one.code} {one.ref} {one.message}" for one in outlook.introduced[:_MOST_FINDINGS]),
        ]
        self.app.push_screen(
            Confirm(
                f"Move {self._about} to {layer.title}?",
                "\n".join(told) + "\n\nThis cannot be taken back: git hides nothing that was once shown.",
                yes="Move it",
            ),
            callback=lambda is_sure: self._move(files, word) if is_sure else None,
        )

    def _move(self, files: Files, word: str) -> None:
        self.keep(files, trailers=((MOVED, word),))

    def _show_layer(self) -> None:
        layer, page = self.query_one(LayerTable).current, self.query_one("#layer", Page)
        if layer is not None:
            page.border_title = line(layer.title.capitalize())
            page.show(list(self._layer(layer)))

    def _layer(self, layer: LayerView) -> Iterator[Passage]:
        yield Passage(f"Read by {layer.readers}", HEAD)
        file = self.session.workbook.file_of(self._about)
        if file is not None and file.layer != layer.name:
            yield Passage(f"If {self._about} moved here", MUTED)
            yield from _moved(widening(self.session, self._about, layer.name))
        yield Passage("The repository", MUTED)
        yield Passage(f"Holds {layer.count:,} {'record' if layer.count == 1 else 'records'}.")
        yield Passage(f"Branch: {layer.branch or 'none, it is no repository of its own'}")
        yield Passage(f"Shared at: {layer.address or 'nowhere, it is only here'}")
        if layer.names:
            yield Passage("Its readers", MUTED)
            yield Passage(", ".join(layer.names))


def _moved(found: Widening) -> Iterator[Passage]:
    if found.refusal:
        yield Passage(f"It cannot: {found.refusal}", WARNING)
    yield from (Passage(f"• {sentence}") for sentence in found.sentences)


def _record(told: Reach | None) -> Iterator[Passage]:
    if told is None:
        yield Passage("No record is under the cursor of the plan.", MUTED)
        return
    yield Passage(told.title or told.id, HEAD)
    yield GAP
    yield Passage("Lives in", MUTED)
    yield Passage(told.file)
    yield GAP
    yield Passage("In papers for", MUTED)
    yield Passage(told.papers)
    if told.held:
        yield GAP
        yield Passage("Held back in papers", MUTED)
        yield from (Passage(one) for one in told.held)
    yield GAP
    yield Passage(
        "Who can read a layer can read every file in it; what is held back is only kept out of papers."
    )
