"""The history of a record that is read while other work is done."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, RECORDS, Bench
from workbook.desk.telling.ahead import touches_ahead
from workbook.desk.telling.lives import LayerHistory, Life, histories, life_of
from workbook.desk.telling.records import Event, events_in, record_events
from workbook.errors import WorkbookError

ID = "NOR-C-7K3Q"
LAYER = 'name = "{}"\nreaders = ["NOR", "SWE"]\n'


@pytest.fixture
def layered(norway: Bench) -> Bench:
    """Norway's plan, of which two overlays once held a record."""
    for day, name in enumerate(("nordic", "nor"), 1):
        layer = f"layers/{name}"
        text = RECORDS[COMMITMENT].replace("900}", f"{day}000}}", 1)
        norway.write({f"{layer}/plans/layer.toml": LAYER.format(name), f"{layer}/{COMMITMENT}": text})
        norway.git("init", "--quiet", folder=layer)
        norway.git("add", "--all", folder=layer)
        norway.git("commit", "--quiet", "--message", "Begin", at=f"2022-08-0{day}T12:00:00Z", folder=layer)
        norway.git("rm", "--quiet", COMMITMENT, folder=layer)
        norway.git("commit", "--quiet", "--message", "End", at=f"2022-08-1{day}T12:00:00Z", folder=layer)
    norway.run("set", ID, "title=Shells")
    return norway


def _found(bench: Bench) -> tuple[Life, list[LayerHistory]]:
    layers = histories(bench.folder)
    return life_of(ID, layers, top=bench.folder), layers


def _apart(found: Life, layers: list[LayerHistory]) -> list[Event]:
    """Tell the life with a process for each layer."""
    with touches_ahead(found, layers) as strands:
        return events_in(one for strand in strands for one in strand.apart())


def _groups(found: Life, layers: list[LayerHistory]) -> list[list[str]]:
    with touches_ahead(found, layers) as strands:
        return [[one.layer for one in strand.layers] for strand in strands]


def test_layers_read_by_one_process_say_what_each_says_by_itself(layered: Bench) -> None:
    found, layers = _found(layered)

    events = record_events(found, layers)

    assert _groups(found, layers) == [["", "nor", "nordic"]]
    assert [(one.layer, one.subject) for one in events[-4:]] == [
        ("nor", "End"),
        ("nordic", "End"),
        ("nor", "Begin"),
        ("nordic", "Begin"),
    ]
    assert events == _apart(found, layers)


def test_what_came_before_a_commit_is_left_out_in_each_layer(layered: Bench) -> None:
    found, layers = _found(layered)
    ends = [layered.git("rev-parse", "HEAD~1", folder=f"{one.repository.top}") for one in layers]
    later = [one._replace(since=end) for one, end in zip(layers, ends, strict=True)]

    assert [one.subject for one in record_events(found, later)][1:] == ["End", "End"]


@pytest.mark.parametrize("day", ["2022-09-29", "2023-09-29"])
def test_what_a_layer_that_began_as_a_copy_shares_is_told_once(norway: Bench, day: str) -> None:
    norway.git("clone", "--quiet", ".", "layers/nordic")
    norway.write({"layers/nordic/plans/layer.toml": LAYER.format("nordic")})
    norway.git("add", "--all", folder="layers/nordic")
    # Git reaches what they have in common from whichever of them is later.
    norway.git("commit", "--quiet", "--message", "Begin", at=f"{day}T12:00:00Z", folder="layers/nordic")
    norway.write({COMMITMENT: RECORDS[COMMITMENT].replace("shells", "rounds")})
    norway.git("commit", "--quiet", "--message", "Rename", COMMITMENT, at="2023-01-01T12:00:00Z")
    found, layers = _found(norway)

    events = record_events(found, layers)

    assert _groups(found, layers) == [["", "nordic"]]
    assert [(one.layer, one.subject) for one in events] == [("", "Rename"), ("", "Record")]


def _cut(folder: Path) -> None:
    (branch,) = (folder / ".git/refs/heads").iterdir()
    (folder / ".git/shallow").write_text(branch.read_text())


def _borrow(folder: Path) -> None:
    shutil.copytree(folder / ".git/objects", folder / "store")
    for one in (folder / ".git/objects").iterdir():
        shutil.rmtree(one)
    (folder / ".git/objects/info").mkdir()
    (folder / ".git/objects/info/alternates").write_text(f"{folder / 'store'}\n")


def _promise(folder: Path) -> None:
    (folder / ".git/objects/pack/pack-1.promisor").write_text("")


@pytest.mark.parametrize("change", [_cut, _borrow, _promise])
def test_a_layer_whose_objects_are_not_all_here_is_read_by_itself(
    layered: Bench, change: Callable[[Path], None]
) -> None:
    change(layered.folder / "layers/nor")
    found, layers = _found(layered)

    assert _groups(found, layers) == [["", "nordic"], ["nor"]]
    assert record_events(found, layers) == _apart(found, layers)


def test_a_layer_whose_ids_are_longer_is_read_by_itself(layered: Bench) -> None:
    folder = layered.folder / "layers/nor"
    shutil.rmtree(folder / ".git")
    layered.git("init", "--quiet", "--object-format=sha256", folder="layers/nor")
    layered.git("add", "--all", folder="layers/nor")
    layered.git("commit", "--quiet", "--message", "Begin", folder="layers/nor")
    found, layers = _found(layered)

    assert _groups(found, layers) == [["", "nordic"], ["nor"]]


def test_a_layer_that_is_damaged_says_so_itself(layered: Bench) -> None:
    found, layers = _found(layered)
    tip = layered.git("rev-parse", "HEAD", folder="layers/nor")
    (layered.folder / f"layers/nor/.git/objects/{tip[:2]}/{tip[2:]}").unlink()

    with pytest.raises(WorkbookError, match="layers/nor:"):
        record_events(found, layers)


def test_a_refusal_is_raised_where_the_history_is_asked_for(norway: Bench) -> None:
    found, layers = _found(norway)

    with touches_ahead(found, [one._replace(start="0" * 40) for one in layers]) as ahead:
        (strand,) = ahead

        with pytest.raises(WorkbookError):
            next(strand.touches())
