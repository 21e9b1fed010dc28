"""The history of a record that is read while other work is done."""

import pytest

from tests.cli.conftest import Bench
from workbook.desk.telling.ahead import touches_ahead
from workbook.desk.telling.lives import histories, life_of
from workbook.desk.telling.records import events_in, record_events
from workbook.errors import WorkbookError


def test_what_is_read_ahead_is_what_is_read_at_once(norway: Bench) -> None:
    norway.run("set", "NOR-C-7K3Q", "title=Shells")
    layers = histories(norway.folder)
    found = life_of("NOR-C-7K3Q", layers, top=norway.folder)

    with touches_ahead(found, layers) as touches:
        events = events_in(layers, touches)

    assert len(events) == 2
    assert events == record_events(found, layers)


def test_a_refusal_is_raised_where_the_history_is_asked_for(norway: Bench) -> None:
    layers = histories(norway.folder)
    found = life_of("NOR-C-7K3Q", layers, top=norway.folder)

    with touches_ahead(found, [one._replace(start="0" * 40) for one in layers]) as ahead:
        (touches,) = ahead

        with pytest.raises(WorkbookError):
            next(touches)
