"""A second process is only help: the answer is the same with it, without it, and when it dies."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from tests.held import held, needs_proc
from workbook.check.examples import COALITION
from workbook.records import batch, workers
from workbook.records.cache import CacheFolder
from workbook.records.layers import folder_stack, mapping_stack
from workbook.records.loader import load
from workbook.records.reading import Reading, read_files
from workbook.records.survey import Survey, SurveyedFile, survey
from workbook.records.workbook import Workbook
from workbook.records.workers import start_helper, start_process

NOWHERE = CacheFolder(None)
TITLES = ['"a"', '"b"\nquantity = "many"', '"c"\nnobody = 1', '"d', "5"]
PLAN = {
    **COALITION,
    **{
        f"plans/nations/NOR/commitments/NOR-C-{number:04}.toml": (
            f'kind = "donation"\nstatus = "pledged"\nnotes = "see SWE-C-1A1A"\ntitle = {TITLES[number % 5]}\n'
        )
        for number in range(60)
    },
    "plans/nations/NOR/commitments/NOR-C-XXXX.toml": "x" * (1 << 20) + "x",
}


@pytest.fixture(autouse=True)
def _helper_for_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEWEST_FILES", 5)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> object:
    """What is read without a helper."""
    with monkeypatch.context() as patched:
        patched.setattr(workers, "_can_fork", lambda: False)
        return _seen(_loaded())


def _loaded() -> Workbook:
    return load(survey(mapping_stack(PLAN), NOWHERE), NOWHERE)


def _seen(workbook: Workbook) -> object:
    return (
        [(file.path, file.blob, file.faults, file.references) for file in workbook.files],
        [(one.id, repr(one.data)) for one in workbook],
    )


def _reports(change: Callable[[], object]) -> Callable[[Survey, Sequence[SurveyedFile]], object]:
    real = batch._report

    def report(one: Survey, files: Sequence[SurveyedFile]) -> object:
        change()
        return real(one, files)

    return report


def _raise() -> None:
    raise RuntimeError("a fault in the second process")


FATES = {
    "raises": _raise,
    "exits": lambda: os._exit(1),
    "exits with a lie": lambda: os._exit(0),
    "is killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "runs out of memory": lambda: (_ for _ in ()).throw(MemoryError),
    "leaves by sys.exit": lambda: sys.exit(0),
}
fates = pytest.mark.parametrize("fate", FATES)


def test_two_processes_read_what_one_reads(alone: object) -> None:
    assert _seen(_loaded()) == alone


def test_half_is_read_by_the_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def counting(contents: Sequence[bytes], structs: Sequence[type[msgspec.Struct]]) -> Sequence[Reading]:
        read.extend(contents)
        return read_files(contents, structs)

    monkeypatch.setattr(batch, "read_files", counting)

    _loaded()

    assert 0 < len(read) < len(PLAN) * 0.6


def test_portion_ends_with_the_file_that_fills_it() -> None:
    full = batch._PORTION_BYTES
    sizes = [full // 2, full // 2, 5 * full, 5 * full, full - 1, 1, 1]
    files = survey(mapping_stack(PLAN), NOWHERE).files[: len(sizes)]
    read = [(file, b"x" * size) for file, size in zip(files, sizes, strict=True)]

    portions = [*batch._portions(iter(read))]

    assert [len(portion) for portion in portions] == [2, 1, 1, 2, 1]
    assert [one for portion in portions for one in portion] == read


@fates
def test_helper_that_fails_changes_no_answer(
    alone: object, monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    monkeypatch.setattr(batch, "_report", _reports(FATES[fate]))

    assert _seen(_loaded()) == alone


@pytest.mark.parametrize("answer", [[], [("", None, None)], "text", [1, 2], {}])
def test_nonsense_from_the_helper_is_an_answer_or_none(
    monkeypatch: pytest.MonkeyPatch, answer: object
) -> None:
    helper = start_helper(range(10), lambda _: [answer])
    assert helper is not None

    with helper:
        found = helper.results(list[tuple[str, None, None]])

    assert found in (None, [("", None, None)]) or isinstance(found, list)


@needs_proc
@fates
def test_helper_that_fails_leaves_no_process_and_no_open_file(
    monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    monkeypatch.setattr(batch, "_report", _reports(FATES[fate]))
    before = held()

    _loaded()

    assert held() == before


@needs_proc
def test_fault_in_this_process_ends_the_other_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_report", _reports(lambda: time.sleep(60)))
    monkeypatch.setattr(batch, "_read", lambda *_: _raise())
    before, start = held(), time.monotonic()

    with pytest.raises(RuntimeError):
        _loaded()

    assert held() == before
    assert time.monotonic() - start < 10


@needs_proc
def test_helper_that_cannot_start_leaves_no_open_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_fork() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", no_fork)
    before = held()

    assert start_helper(range(10), list) is None
    assert held() == before


def test_helper_needs_a_place_for_its_answer(alone: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space() -> object:
        raise OSError

    monkeypatch.setattr("tempfile.TemporaryFile", no_space)

    assert _seen(_loaded()) == alone


def test_no_helper_beside_threads() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()

    helper = start_helper(range(10), list)
    over.set()
    thread.join()

    assert helper is None


def test_children_that_nobody_waits_for_change_no_answer(alone: object) -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        found = _seen(_loaded())
    finally:
        signal.signal(signal.SIGCHLD, before)

    assert found == alone


_SCRIPT = """
import os, sys
from pathlib import Path
from workbook.records import workers
workers.FEWEST_FILES = 5
os.cpu_count = lambda: 2
from workbook.records.cache import CacheFolder
from workbook.records.layers import folder_stack
from workbook.records.loader import load
from workbook.records.survey import survey
sys.stdout.write("once")
sys.stderr.write("once")
nowhere = CacheFolder(None)
load(survey(folder_stack(Path(sys.argv[1])), nowhere), nowhere)
"""


def test_what_waits_to_be_printed_is_printed_once(tmp_path: Path) -> None:
    for path, text in PLAN.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert (done.stdout, done.stderr) == ("once", "once")
    assert len(load(survey(folder_stack(tmp_path), NOWHERE), NOWHERE).files) == len(PLAN)


def test_each_work_is_told_whatever_the_order_it_is_asked_for() -> None:
    helper = start_process(lambda: ["a"], lambda: None, lambda: "b")

    assert helper is not None
    with helper:
        assert helper.results(str, 2) == "b"
        assert helper.results(list[str]) == ["a"]
        assert helper.is_done()


def test_work_before_one_that_fails_is_told() -> None:
    helper = start_process(lambda: "a", lambda: os._exit(1), lambda: "b")

    assert helper is not None
    with helper:
        assert helper.results(str, 2) is None
        assert helper.results(str) == "a"
        assert not helper.is_done()


def test_a_helper_is_asked_whether_it_has_told_without_waiting(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    helper = start_process(lambda: 1, lambda: len(gate.read_bytes()))

    assert helper is not None
    with helper:
        assert helper.results(int) == 1
        assert helper.has_told()
        assert not helper.has_told(1)
        gate.write_bytes(b"ab")
        assert helper.results(int, 1) == 2
        assert helper.has_told(1)


def test_a_helper_that_ended_early_tells_nothing_more() -> None:
    helper = start_process(lambda: 1, lambda: os._exit(1))

    assert helper is not None
    with helper:
        assert not helper.is_done()
        assert helper.has_told()
        assert not helper.has_told(1)
        assert helper.results(int, 1) is None
