import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from workbook.desk.merging.bringing import ask_shared, branches, look_ahead, take_in_part
from workbook.desk.merging.finishing import finish
from workbook.desk.merging.joining import join, leave, take
from workbook.desk.merging.options import BASE, BOTH, OURS, THEIRS
from workbook.desk.merging.settlement import (
    Settlement,
    StillOpenError,
    choose,
    complete,
    give_up,
    read_settlement,
    result,
    settle_anew,
)
from workbook.desk.merging.settling import stage_settled
from workbook.desk.merging.unmerged import NoMergeError
from workbook.desk.publishing.publishing import publish
from workbook.desk.publishing.states import layer_states, layers_in_merge
from workbook.desk.session import ReadOnlyError, Session
from workbook.errors import WorkbookError


def _session(bench: Bench, *, read_only: bool = False) -> Session:
    return Session.open(bench.folder, today=date.fromisoformat(TODAY), read_only=read_only)


def _text(bench: Bench, path: str = COMMITMENT) -> str:
    return (bench.folder / path).read_text()


def _parted(bench: Bench, theirs: list[str], ours: list[str]) -> None:
    """Let the branch `talks` set some fields and `main` others, each in words for `set`."""
    bench.git("switch", "--quiet", "--create", "talks")
    bench.run("set", "NOR-C-7K3Q", *theirs)
    bench.git("switch", "--quiet", "main")
    bench.run("set", "NOR-C-7K3Q", *ours)


def _in_merge(bench: Bench, theirs: list[str], ours: list[str]) -> Settlement:
    _parted(bench, theirs, ours)
    session = _session(bench)
    leave(session, join(session, "talks"))
    return read_settlement(_session(bench))


def test_branches_with_news_come_first_and_ones_own_is_left_out(norway: Bench) -> None:
    norway.git("branch", "aged")
    _parted(norway, ["quantity=100"], ["title=Shells"])

    found = branches(_session(norway))

    assert [(one.name, len(one.news)) for one in found] == [("talks", 1), ("aged", 0)]


def test_the_shared_branch_is_asked_for_news(shared: Bench, ukraine: Bench) -> None:
    ukraine.run("set", "UKR-R-11AB", "quantity=5000")
    publish(_session(ukraine), layer_states(_session(ukraine)))

    before = branches(_session(shared))
    after = ask_shared(_session(shared))

    assert (before[0].name, len(before[0].news)) == ("origin/main", 0)
    assert [one.author for one in after[0].news] == ["Staff of UKR"]
    assert after[0].is_shared


def test_options_of_very_long_texts_are_told_by_what_differs(norway: Bench) -> None:
    start = "All of this was said in Riga by everybody there. " * 60
    _in_merge(norway, [f"notes={start}By rail."], [f"notes={start}By road."])

    case = read_settlement(_session(norway)).cases[0]

    assert [one.words for one in case.options[1:3]] == ['"… By road."', '"… By rail."']


def test_what_comes_in_is_told_record_by_record_with_what_was_decided(norway: Bench) -> None:
    _parted(norway, ["quantity=100", "tags=fuel"], ["title=Shells", "tags+=winter"])
    branch = branches(_session(norway))[0]

    incoming = look_ahead(_session(norway), branch)

    assert [one.id for one in incoming.records] == ["NOR-C-7K3Q"]
    assert "quantity from about 900 to 100" in incoming.records[0].sentences
    assert norway.git("status", "--porcelain") == ""


def test_what_is_disputed_is_told_apart_from_what_comes_in(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.run("set", "NOR-C-7K3Q", "quantity=100")
    norway.run("new", "lesson", "kind=statement", "title=Roads", "summary=Freeze.")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=800")

    incoming = look_ahead(_session(norway), branches(_session(norway))[0])

    assert [(one.id, one.field) for one in incoming.disputes] == [("NOR-C-7K3Q", "quantity")]
    assert [one.words for one in incoming.disputes[0].options] == ["about 900", "800", "100"]
    assert [one.sentences[0] for one in incoming.records] == ["is new"]


def test_a_reason_for_taking_errors_in_is_recorded_though_nothing_else_needs_a_commit(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.commit({COMMITMENT: _text(norway).replace("155mm-he", "no-such-item")})
    norway.git("switch", "--quiet", "main")
    session = _session(norway)

    take(session, join(session, "talks"), with_errors="The item follows.")

    assert "With-errors: The item follows." in norway.git("log", "-1", "--format=%B")
    assert norway.git("rev-parse", "HEAD^2") == norway.git("rev-parse", "talks")
    assert norway.git("status", "--porcelain") == ""


def test_a_conflict_tells_what_each_delegation_says_and_who_said_it(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])

    (case,) = settlement.cases
    assert (case.id, case.title, case.field) == ("NOR-C-7K3Q", "Winter shells", "quantity")
    assert [(one.side, one.name, one.words) for one in case.options] == [
        (BASE, "Before", "about 900"),
        (OURS, "NOR (main)", "800"),
        (THEIRS, "NOR (talks)", "100"),
    ]
    assert "Planning cell for NOR" in case.options[2].said
    assert "from about 900 to 100" in case.options[2].said


def test_a_choice_is_worked_out_before_it_is_made(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])
    before = _text(norway)

    theirs = result(settlement, settlement.cases[0], side=THEIRS)
    ours = result(settlement, settlement.cases[0], side=OURS)

    assert theirs.lines == ("quantity from 800 to 100",)
    assert "quantity = 100" in theirs.text
    assert theirs.introduced
    assert ours.lines == ("nothing changes",)
    assert _text(norway) == before


def test_a_typed_value_is_worked_out_and_one_that_does_not_fit_is_refused(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])

    typed = result(settlement, settlement.cases[0], value="about 500")

    assert "quantity = {about = 500}" in typed.text
    with pytest.raises(WorkbookError):
        result(settlement, settlement.cases[0], value="many")


@pytest.mark.parametrize(
    ("side", "said"), [(BASE, "{about = 900}"), (OURS, "quantity = 800"), (THEIRS, "quantity = 100")]
)
def test_any_side_can_be_taken(norway: Bench, side: str, said: str) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])

    choose(_session(norway), settlement, settlement.cases[0], side=side)

    assert said in _text(norway)
    assert "<<<<" not in _text(norway)
    assert read_settlement(_session(norway)).left == []


def test_what_is_settled_stays_in_sight_with_its_value_and_can_be_settled_anew(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])
    choose(_session(norway), settlement, settlement.cases[0], value="500")
    settled = read_settlement(_session(norway))

    settle_anew(_session(norway), settled, settled.cases[0])

    again = read_settlement(_session(norway))
    assert [one.settled for one in settled.cases] == ["500"]
    assert [one.settled for one in again.cases] == [None]
    choose(_session(norway), again, again.cases[0], side=THEIRS)
    assert "quantity = 100" in _text(norway)


def test_one_conflict_of_a_record_is_settled_and_the_other_left(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100", "title=Rounds"], ["quantity=800", "title=Shells"])
    quantity = next(one for one in settlement.cases if one.word.endswith(":quantity"))

    choose(_session(norway), settlement, quantity, side=THEIRS)

    after = read_settlement(_session(norway))
    assert {one.word: one.settled for one in after.cases} == {
        "NOR-C-7K3Q:quantity": "100",
        "NOR-C-7K3Q:title": None,
    }
    assert result(after, after.left[0], side=THEIRS).lines == (
        'title from "Shells" to "Rounds"',
        "quantity from 800 to 100",
    )


def test_lists_that_both_sides_wrote_can_stand_in_one(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.commit({COMMITMENT: _text(norway) + 'extra = ["fuel", "winter"]\n'})
    norway.git("switch", "--quiet", "main")
    norway.commit({COMMITMENT: _text(norway) + 'extra = ["winter", "air"]\n'})
    session = _session(norway)
    leave(session, join(session, "talks"))

    (case,) = read_settlement(_session(norway)).cases

    assert [one.value for one in case.options if one.side == BOTH] == ['["winter", "air", "fuel"]']


def test_settled_all_it_is_finished_with_both_parents(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])
    choose(_session(norway), settlement, settlement.cases[0], side=THEIRS)

    stage_settled(_session(norway))
    ending = finish(_session(norway))

    assert norway.git("rev-parse", "HEAD") == ending.commit
    assert norway.git("rev-parse", "HEAD^2") == norway.git("rev-parse", "talks")
    assert norway.git("status", "--porcelain") == ""


def test_a_merge_by_plain_git_is_read_the_same(norway: Bench) -> None:
    _parted(norway, ["quantity=100"], ["quantity=800"])
    with pytest.raises(subprocess.CalledProcessError):
        norway.git("merge", "talks")

    (case,) = read_settlement(_session(norway)).cases

    assert [one.words for one in case.options] == ["about 900", "800", "100"]


def test_a_record_that_one_side_deleted_is_kept_or_not(norway: Bench) -> None:
    norway.git("switch", "--quiet", "--create", "talks")
    norway.git("rm", "--quiet", COMMITMENT)
    norway.git("commit", "--quiet", "--message", "Delete")
    norway.git("switch", "--quiet", "main")
    norway.run("set", "NOR-C-7K3Q", "quantity=800")
    session = _session(norway)
    leave(session, join(session, "talks"))

    settlement = read_settlement(_session(norway))
    (case,) = settlement.cases
    gone = result(settlement, case, side=THEIRS)
    choose(_session(norway), settlement, case, side=OURS)

    assert [one.words for one in case.options[1:]] == ["keep the record", "no such record"]
    assert not case.can_be_typed
    assert gone.lines == ("the file goes",)
    assert "quantity = 800" in _text(norway)


def test_without_a_merge_there_is_nothing_to_settle(norway: Bench) -> None:
    with pytest.raises(NoMergeError):
        read_settlement(_session(norway))


def test_who_may_only_look_settles_nothing(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])

    with pytest.raises(ReadOnlyError):
        choose(_session(norway, read_only=True), settlement, settlement.cases[0], side=THEIRS)

    assert "<<<<" in _text(norway)


def test_of_a_disputed_record_what_else_comes_in_is_told_too(norway: Bench) -> None:
    _parted(norway, ["quantity=100", "notes=By rail"], ["quantity=800"])

    incoming = look_ahead(_session(norway), branches(_session(norway))[0])

    assert [one.field for one in incoming.disputes] == ["quantity"]
    assert [one.sentences for one in incoming.records] == [('sets notes to "By rail"',)]


def _layer(shared: Bench, tmp_path: Path) -> Bench:
    """Give Norway a layer of its own, with a branch that changed the same figure."""
    layer = Bench(shared.folder / "layers/nordic")
    layer.folder.mkdir(parents=True)
    layer.git("init", "--quiet", "--initial-branch=main")
    for key, value in {"user.name": "Cell", "user.email": "planning@example.org"}.items():
        layer.git("config", key, value)
    layer.commit({"plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n', OWN: LESSON})
    layer.git("switch", "--quiet", "--create", "talks")
    layer.commit({OWN: LESSON.replace("Roads", "Railways")})
    layer.git("switch", "--quiet", "main")
    layer.commit({OWN: LESSON.replace("Roads", "Ports")})
    return layer


OWN = "plans/nations/NOR/lessons/NOR-L-1A1A.toml"
LESSON = 'kind = "statement"\ntitle = "Roads"\nsummary = "They freeze."\n'


def test_a_conflict_in_a_layer_is_settled_in_its_own_repository(shared: Bench, tmp_path: Path) -> None:
    layer = _layer(shared, tmp_path)
    branch = next(one for one in branches(_session(shared)) if one.layer == "nordic")
    incoming = look_ahead(_session(shared), branch)
    take_in_part(_session(shared), incoming)
    settlement = read_settlement(_session(shared), "nordic")

    choose(_session(shared), settlement, settlement.cases[0], side=THEIRS)
    ending = complete(_session(shared), read_settlement(_session(shared), "nordic"))

    assert layers_in_merge(_session(shared)) == []
    assert layer.git("rev-parse", "HEAD") == ending.commit
    assert "Railways" in (layer.folder / OWN).read_text()
    assert shared.git("status", "--porcelain") == ""


def test_a_merge_in_a_layer_is_given_up_and_the_shared_one_untouched(shared: Bench, tmp_path: Path) -> None:
    layer = _layer(shared, tmp_path)
    branch = next(one for one in branches(_session(shared)) if one.layer == "nordic")
    take_in_part(_session(shared), look_ahead(_session(shared), branch))
    in_merge = layers_in_merge(_session(shared))

    give_up(_session(shared), read_settlement(_session(shared), "nordic"))

    assert in_merge == ["nordic"]
    assert layers_in_merge(_session(shared)) == []
    assert "Ports" in (layer.folder / OWN).read_text()


def test_what_is_open_keeps_a_merge_from_being_finished(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])

    with pytest.raises(StillOpenError):
        complete(_session(norway), settlement)

    assert (norway.folder / ".git/MERGE_HEAD").exists()


def test_the_commit_tells_what_was_chosen_and_not_what_was_thought_before(norway: Bench) -> None:
    settlement = _in_merge(norway, ["quantity=100"], ["quantity=800"])
    choose(_session(norway), settlement, settlement.cases[0], side=OURS)
    settled = read_settlement(_session(norway))
    settle_anew(_session(norway), settled, settled.cases[0])
    again = read_settlement(_session(norway))
    choose(_session(norway), again, again.cases[0], side=THEIRS)

    complete(_session(norway), read_settlement(_session(norway)))

    body = norway.git("log", "-1", "--format=%b")
    assert "NOR-C-7K3Q quantity: 100, as talks said" in body
    assert "as main said" not in body
