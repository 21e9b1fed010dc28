"""What was said, sorted by what it speaks of, with replies below what they answer."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import Bench
from tests.desk.reviewing.test_proposing import _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT, _review, _said
from workbook.change.consent import Voice
from workbook.desk.reviewing.threads import threads
from workbook.desk.reviewing.voices import Said
from workbook.model.enums import Verdict


def said(id: str, minute: int, *, replies_to: str = "", about: str = "", replaces: str = "") -> Said:
    voice = Voice(
        id=id,
        nation=id[:3],
        verdict=Verdict.COMMENT,
        on=datetime(2022, 9, 28, 10, minute, tzinfo=UTC),
        about=about,
        replaces=replaces,
    )
    return Said(
        voice=voice, text="", replies_to=replies_to, release=None, path=f"{id}.toml", data=b"", commit=""
    )


def _told(*some: Said) -> list[tuple[str, list[str]]]:
    return [
        (thread.about, [f"{'>' * one.depth}{one.said.voice.id}" for one in thread.remarks])
        for thread in threads(some)
    ]


def test_replies_stand_below_what_they_answer_and_the_whole_comes_first() -> None:
    first = said("SWE-V-1A2B", 1, about="NOR-C-7K3Q:quantity")
    reply = said("NOR-V-3C4D", 3, replies_to="SWE-V-1A2B", about="NOR-C-7K3Q:quantity")
    second = said("USA-V-5E6F", 2, about="NOR-C-7K3Q:quantity")
    whole = said("NLD-V-7G8H", 4)

    told = _told(second, reply, whole, first)

    assert told == [
        ("", ["NLD-V-7G8H"]),
        ("NOR-C-7K3Q:quantity", ["SWE-V-1A2B", ">NOR-V-3C4D", "USA-V-5E6F"]),
    ]


def test_a_reply_to_nothing_that_is_here_begins_a_thread() -> None:
    assert _told(said("SWE-V-1A2B", 1, replies_to="USA-V-0000")) == [("", ["SWE-V-1A2B"])]


def test_what_its_nation_replaced_is_marked() -> None:
    (thread,) = threads([said("SWE-V-1A2B", 1), said("SWE-V-3C4D", 2, replaces="SWE-V-1A2B")])

    assert [one.is_replaced for one in thread.remarks] == [True, False]


IDS = [f"{nation}-V-{number}A2B" for nation in ("SWE", "NOR") for number in range(4)]


@given(st.lists(st.sampled_from([*IDS, "USA-V-0000", ""]), min_size=len(IDS), max_size=len(IDS)))
def test_nothing_said_is_lost_or_told_twice_whoever_claims_to_answer_whom(answered: list[str]) -> None:
    some = [
        said(id, minute % 3, replies_to=to) for minute, (id, to) in enumerate(zip(IDS, answered, strict=True))
    ]

    told = [remark.said.voice.id for thread in threads(some) for remark in thread.remarks]

    assert sorted(told) == sorted(IDS)


def test_a_reply_speaks_of_what_it_answers_and_is_told_below_it(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    first = _said(
        ukraine, id, "--verdict", "object", "--about", "NOR-C-9D0M:quantity", "--text", "Two too many."
    )

    reply = _said(shared, id, "--verdict", "comment", "--replies-to", first, "--text", "Ten then?")

    assert _review(shared, id, reply)["replies_to"] == first
    assert _review(shared, id, reply)["about"] == "NOR-C-9D0M:quantity"
    lines = ukraine.run("review", id).stdout.splitlines()
    place = lines.index("On NOR-C-9D0M quantity:")
    assert lines[place + 1].startswith("  UKR objects, ")
    assert lines[place + 1].endswith(f"({first}): Two too many.")
    assert lines[place + 2].startswith("    NOR says, ")


def test_what_nobody_said_of_it_cannot_be_replied_to(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    first = _said(ukraine, id, "--verdict", "object")
    before = shared.git("ls-remote", "origin")

    unknown = shared.run("review", id, "--verdict", "comment", "--replies-to", "USA-V-0000")
    verdict = ukraine.run("review", id, "--verdict", "approve", "--replies-to", first)

    assert (unknown.exit_code, verdict.exit_code) == (2, 2)
    assert f"Of {id} nobody said 'USA-V-0000'" in unknown.stderr
    assert "A reply is a comment" in verdict.stderr
    assert shared.git("ls-remote", "origin") == before
