from datetime import date

from tests.cli.conftest import Bench
from tests.tui.screens.test_layers import _layered
from workbook.desk.readership import layer_views, reach, widening
from workbook.desk.session import Session


def _session(norway: Bench) -> Session:
    return Session.open(_layered(norway).folder, today=date(2022, 9, 28))


def test_every_layer_is_told_with_who_can_read_it(norway: Bench) -> None:
    shared, own, nordic = layer_views(_session(norway))

    assert (shared.name, shared.readers, shared.count) == ("", "all 6 members", 12)
    assert (own.name, own.readers, own.count, own.branch) == ("nor", "Norway", 2, "main")
    assert nordic.names == ["NOR (Norway)", "SWE (Sweden)"]
    assert (shared.address, own.address) == ("https://git.example.org/plan.git", "")


def test_a_record_is_told_with_what_it_holds_back(norway: Bench) -> None:
    told = reach(_session(norway), "NOR-S-2222")

    assert told is not None
    assert told.file == "the layer nor, which Norway can read, the whole of it"
    assert told.papers == "Norway, as it names no readers of its own"
    assert told.held == ["Holding: only for Norway"]


def test_a_wider_layer_shows_the_whole_file_to_those_who_come(norway: Bench) -> None:
    session = _session(norway)

    assert widening(session, "NOR-S-1111", "nordic").sentences[0].startswith("Sweden can then read")
    assert widening(session, "NOR-S-1111", "").refusal == ""
    assert widening(session, "NOR-C-7K3Q", "nordic").sentences == ()
    assert "could read it there" in widening(session, "NOR-C-7K3Q", "nordic").refusal


def test_no_record_has_no_reach(norway: Bench) -> None:
    assert reach(_session(norway), "NOR-C-0000") is None
