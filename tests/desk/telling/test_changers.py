"""Who changed a field last: that very field, through moves, and the file where it went."""

import pytest

from tests.cli.conftest import Bench
from workbook.desk.telling.changers import Disputed, changers
from workbook.vcs.plumbing import Repository

NOTED = "plans/recorded/NOR/commitments/NOR-C-7K3Q.toml"
NOR = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"


@pytest.mark.parametrize(
    ("path", "field", "subject"),
    [
        (NOR, ("quantity",), "Quantity"),
        (NOR, ("title",), "Title"),
        (NOR, (), "Title"),
        (NOR, ("terms",), "Title"),
        (NOTED, ("quantity",), "Quantity"),
    ],
)
def test_the_last_change_of_a_field_is_told(
    plan: Bench, path: str, field: tuple[str, ...], subject: str
) -> None:
    since = _start(plan, {NOTED: "title = 'a'\nquantity = 1\n"})
    _say(plan, {NOTED: "title = 'a'\nquantity = 2\n"}, "Quantity")
    _say(plan, {NOTED: "title = 'b'\nquantity = 2\n"}, "Title")

    found = changers(
        Repository.find(plan.folder),
        [Disputed(path, field)],
        since=since,
        until=plan.git("rev-parse", "HEAD"),
    )

    assert {number: touch.subject for number, touch in found.items()} == {0: subject}


def test_what_nobody_changed_is_left_out(plan: Bench) -> None:
    since = _start(plan, {NOR: "title = 'a'\n"})
    plan.commit({"plans/x.toml": ""})

    found = changers(
        Repository.find(plan.folder),
        [Disputed(NOR, ("title",))],
        since=since,
        until=plan.git("rev-parse", "HEAD"),
    )

    assert found == {}


def test_a_file_that_is_no_toml_counts_as_empty(plan: Bench) -> None:
    since = _start(plan, {NOR: "title = 'a'\n"})
    _say(plan, {NOR: "title = \n"}, "Broken")

    found = changers(
        Repository.find(plan.folder),
        [Disputed(NOR, ("title",))],
        since=since,
        until=plan.git("rev-parse", "HEAD"),
    )

    assert found[0].subject == "Broken"


def _start(bench: Bench, files: dict[str, str]) -> str:
    bench.commit(files)
    return bench.git("rev-parse", "HEAD")


def _say(bench: Bench, files: dict[str, str], subject: str) -> None:
    bench.commit(files)
    bench.git("commit", "--quiet", "--amend", "--message", subject)
