"""A small window while something takes its time: what is being done, how far it is, and a way out.

In: a job that is told whom to tell of its progress, and how to see that it is cancelled. Out: what it gives,
None where it was cancelled or refused; a refusal is told. The job runs in a thread and touches no widget.
"""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static
from textual.worker import Worker, WorkerState

from workbook.errors import WorkbookError
from workbook.tui.display import line
from workbook.tui.screens.desk_screen import Dialog
from workbook.tui.screens.refused import tell_refusal
from workbook.vcs.transfer import Cancelled, Progress, TransferCancelledError, Watch

Value = TypeVar("Value")
Job = Callable[[Watch, Cancelled], Value]
_LOOK_S = 0.1


class Waiting(Dialog[Value | None], Generic[Value]):
    """Waits for a job; Escape or the button cancels it."""

    CSS_PATH = "waiting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, title: str, job: Job[Value], *, is_deed: bool = False) -> None:
        """A deed that was done is told as done, even where it was cancelled too late."""
        super().__init__()
        self._title = title
        self._job = job
        self._is_deed = is_deed
        self._progress = Progress(doing="")
        self._cancelled = False

    def compose(self) -> ComposeResult:
        """Lay out the window."""
        with Vertical(classes="window") as window:
            window.border_title = line(self._title)
            yield Static("…", id="progress", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Begin the job."""
        self.query_one("#cancel").focus()
        self.set_interval(_LOOK_S, self._look)
        self.run_worker(self._run, thread=True, exit_on_error=False, group="job")

    def _run(self) -> Value:
        found = self._job(self._note, lambda: self._cancelled)
        if self._cancelled and not self._is_deed:
            raise TransferCancelledError
        return found

    def _note(self, progress: Progress) -> None:
        self._progress = progress

    def _look(self) -> None:
        shown = "Cancelling…" if self._cancelled else _words(self._progress)
        self.query_one("#progress", Static).update(line(shown))

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Ask the job to end."""
        self._cancelled = True
        self._look()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Give what the job gave, or tell why it gave nothing."""
        worker = event.worker
        if event.state is WorkerState.SUCCESS:
            self.dismiss(worker.result)
        elif event.state is WorkerState.ERROR:
            refusal_of(worker)
            assert isinstance(worker.error, WorkbookError | OSError)
            self.dismiss(None)
            tell_refusal(self, self._title, worker.error)


def refusal_of(worker: "Worker[object]") -> str:
    """Give the sentence with which a worker ended; whatever is no refusal is a bug, and raised.

    Raises:
        Exception: the worker's, where it is a bug.
    """
    if isinstance(worker.error, WorkbookError | OSError):
        return str(worker.error)
    assert isinstance(worker.error, Exception)
    raise worker.error


def _words(progress: Progress) -> str:
    if not progress.total:
        return f"{progress.doing}…" if progress.doing else "…"
    part = f"{progress.done:,} of {progress.total:,}"
    return f"{progress.doing}: {100 * progress.done // progress.total} % ({part})"
