"""What is found anew after a change is what a whole check finds: nothing that a rule may see escapes it.

The rules here say back all that they are given, so that a case which a change should have touched shows as a
difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.edits import (
    GIFT,
    GIFT_PATH,
    LESSON,
    Edit,
    edited_files,
    edits,
    further_histories,
    histories,
    raw,
    states,
)
from tests.strategies import law
from workbook.check.catalogue import RULES
from workbook.check.examples import COALITION
from workbook.check.rule import Around, Claim, Context, Gathering, Rule, Subject, Supply, rule
from workbook.check.runner import Judgement, check, judge, recheck
from workbook.check.verdicts import read_judgement, read_state, write_judgement
from workbook.findings import Finding, Place, Severity
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import edited, load
from workbook.records.places import Places
from workbook.records.survey import survey
from workbook.records.workbook import Mention, Workbook

TODAY = date(2022, 9, 28)
NOWHERE = CacheFolder(None)


def _of_record(record: Record | None) -> str:
    if record is None:
        return "none"
    standing = (
        record.id,
        record.kind,
        record.path,
        record.layer,
        record.owner,
        record.recorded,
        record.meeting,
    )
    # At remarks no rule may look.
    return f"{standing} {replace(record.data, sources=(), notes='', tags=())!r}"


def _of_mentions(mentions: Sequence[Mention]) -> str:
    return " | ".join(f"{_of_record(mention.record)} by {mention.field}" for mention in mentions)


def _of_context(context: Context) -> str:
    settings = context.settings
    layers = sorted((name, str(readers)) for name, readers in settings.layers.items())
    return f"{context.today} {settings.manifest!r} {layers} {sorted(settings.nations)}"


def _said(text: str) -> str:
    """Say a text and its digest, because of a long message the middle is taken out."""
    return f"{sha256(text.encode(errors='surrogatepass')).hexdigest()} {text}"


def _saying(code: str, subject: Subject, **more: object) -> Rule:
    """Make a rule that says back its whole case."""

    def judge(case: Any, context: Context) -> Iterator[Claim]:
        match case:
            case Record():
                yield Claim(case, "", _said(f"{_of_record(case)} {_of_context(context)}"))
            case Around():
                text = f"{case.id} {case.is_claimed} {_of_record(case.target)} {_of_mentions(case.mentions)}"
                text += f" {case.origin} {' | '.join(map(_of_record, case.beside))}"
                about = [
                    *(mention.record for mention in case.mentions),
                    *([case.target] if case.target else []),
                ]
                yield from (Claim(one, "", _said(f"{text} {_of_context(context)}")) for one in about[:1])
            case Gathering():
                text = " | ".join(_of_record(one) for one in (case.meeting, *case.records))
                yield Claim(case.records[0], "", _said(f"{case.id} {text} {_of_context(context)}"))
            case Supply():
                text = f"{_of_record(case.item)} {case.contention!r} {case.sustainment!r}"
                text += f" {_of_mentions(case.requirers)}"
                yield Claim(case.item, "", _said(f"{text} {_of_context(context)}"))
            case [*mentions]:
                yield from (Claim(one.record, "", _said(_of_mentions(mentions))) for one in mentions[:1])

    example: Mapping[str, str] = {}
    declare = rule(
        code=code,
        slug="says-all",
        severity=Severity.WARNING,
        claim="",
        reason="",
        source="",
        subject=subject,
        failing=example,
        passing=example,
        **more,  # type: ignore[arg-type]  # kinds or ring, as the caller says
    )
    return declare(judge)


SAYING = (
    _saying("WB901", Subject.RECORD),
    _saying("WB902", Subject.AROUND),
    _saying("WB903", Subject.AROUND, kinds=(Kind.COMMITMENT, Kind.ITEM)),
    _saying("WB904", Subject.MEETING),
    _saying("WB905", Subject.RING, ring=("about", "counted_in")),
    _saying("WB906", Subject.ITEM),
)

days = st.sampled_from([TODAY, date(2023, 1, 1)])


def loaded(files: Mapping[str, str]) -> Workbook:
    return load(survey(mapping_stack({path: raw(text) for path, text in files.items()}), NOWHERE), NOWHERE)


def places(files: Mapping[str, str]) -> Places:
    return Places(lambda path: raw(files[path]) if path in files else None)


def _checked(files: Mapping[str, str], today: date, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    return check(loaded(files), today=today, rules=rules, locate=places(files))


def judged(files: Mapping[str, str], today: date, rules: Sequence[Rule]) -> Judgement:
    return judge(loaded(files), today=today, rules=rules, locate=places(files))


def contents(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, bytes | None]:
    """Say which bytes make the one plan of the other."""
    paths = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return {path: raw(after[path]) if path in after else None for path in paths}


@pytest.mark.parametrize("rules", [SAYING, RULES], ids=["rules that say all they see", "the rules"])
@law
@given(steps=histories | further_histories, today=days, other_day=days)
def test_what_is_found_anew_is_what_a_whole_check_finds(
    rules: Sequence[Rule], steps: Sequence[Sequence[Edit]], today: date, other_day: date
) -> None:
    before, workbook = dict(COALITION), loaded(COALITION)
    known = judge(workbook, today=today, rules=rules, locate=places(COALITION))
    for index, files in enumerate(states(COALITION, steps)):
        day = other_day if index % 5 == 4 else today

        after = edited(workbook, contents(before, files))
        known = recheck(known, workbook, after, today=day, rules=rules, locate=places(files))

        assert known == judged(files, day, rules)
        before, workbook = files, after


@law
@given(steps=histories)
def test_states_that_were_read_apart_are_told_apart(
    steps: Sequence[Sequence[Edit]],
) -> None:
    *_, files = states(COALITION, steps)
    known = judged(COALITION, TODAY, SAYING)

    found = recheck(known, loaded(COALITION), loaded(files), today=TODAY, rules=SAYING, locate=places(files))

    assert found == judged(files, TODAY, SAYING)


@law
@given(st.lists(edits, max_size=8), st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_files(changes: list[Edit], chance: object) -> None:
    files = dict(COALITION)
    for change in changes:
        files = edited_files(files, change)
    paths = list(files)
    chance.shuffle(paths)  # type: ignore[attr-defined]  # a Random

    shuffled = _checked({path: files[path] for path in paths}, TODAY, SAYING)

    assert shuffled == _checked(files, TODAY, SAYING)


def test_order_of_a_ring_follows_from_its_records() -> None:
    ring = {
        "plans/nations/DEU/lessons/DEU-L-1A1A.toml": LESSON + 'about = ["SWE-L-2B2B"]\n',
        "plans/nations/SWE/lessons/SWE-L-2B2B.toml": LESSON + 'about = ["DEU-L-1A1A"]\n',
    }
    besides = {"plans/nations/DEU/lessons/DEU-L-0000.toml": LESSON + 'notes = "see DEU-L-1A1A"\n'}

    alone = judged({**COALITION, **ring}, TODAY, SAYING)
    found = judged({**COALITION, **ring, **besides}, TODAY, SAYING)

    assert found.told[Subject.RING, "WB905"] == alone.told[Subject.RING, "WB905"]


def _counting(judged: list[str]) -> Rule:
    @rule(
        code="WB990",
        slug="counts",
        severity=Severity.WARNING,
        claim="",
        reason="",
        source="",
        subject=Subject.RECORD,
        failing={},
        passing={},
    )
    def counts(record: Record, _: Context) -> Iterator[Claim]:
        judged.append(record.id)
        yield from ()

    return counts


def _judged_again(text: str, day: date = TODAY) -> list[str]:
    """Say whose records are judged anew once NOR-C-7K3Q holds this text."""
    judged: list[str] = []
    rules = [_counting(judged)]
    workbook = loaded({**COALITION, GIFT_PATH: GIFT})
    known = judge(workbook, today=TODAY, rules=rules, locate=places({}))
    judged.clear()
    after = edited(workbook, {GIFT_PATH: text.encode()})
    recheck(known, workbook, after, today=day, rules=rules, locate=places({}))
    return judged


def test_nothing_is_judged_again_where_nothing_changed() -> None:
    assert _judged_again(GIFT) == []


def test_only_the_changed_record_is_judged_again() -> None:
    assert _judged_again(GIFT + "quantity = 2\n") == ["NOR-C-7K3Q"]


@pytest.mark.parametrize("text", [GIFT + "# changed\n", 'tags = ["winter"]\n' + GIFT])
def test_nothing_is_judged_again_for_a_remark(text: str) -> None:
    assert _judged_again(text) == []


def test_finding_moves_with_the_remarks_above_it() -> None:
    files = {**COALITION, GIFT_PATH: GIFT + 'counted_in = "SWE-C-0000"\n'}
    moved = {**files, GIFT_PATH: 'notes = "said in Brussels"\n' + files[GIFT_PATH]}
    workbook = loaded(files)

    found = recheck(
        judged(files, TODAY, RULES),
        workbook,
        edited(workbook, contents(files, moved)),
        today=TODAY,
        rules=RULES,
        locate=places(moved),
    )

    assert [one.place.line for one in found.findings if one.code == "WB201"] == [5]
    assert found == judged(moved, TODAY, RULES)


def test_another_day_judges_all_again() -> None:
    assert _judged_again(GIFT, date(2022, 9, 29)) == list(loaded({**COALITION, GIFT_PATH: GIFT}).records)


def test_finding_that_another_case_still_tells_stays() -> None:
    @rule(
        code="WB992",
        slug="says-little",
        severity=Severity.WARNING,
        claim="",
        reason="",
        source="",
        subject=Subject.AROUND,
        failing={},
        passing={},
    )
    def says_little(around: Around, _: Context) -> Iterator[Claim]:
        if around.target is not None:
            yield from (Claim(mention.record, "", "names a record") for mention in around.mentions)

    lesson = LESSON + 'about = ["NOR-C-7K3Q", "155mm-he"]\n'
    workbook = loaded({**COALITION, GIFT_PATH: GIFT, "plans/nations/NOR/lessons/NOR-L-1A1A.toml": lesson})
    known = judge(workbook, today=TODAY, rules=[says_little], locate=places({}))

    after = edited(workbook, {GIFT_PATH: None})
    found = recheck(known, workbook, after, today=TODAY, rules=[says_little], locate=places({}))

    assert [finding.ref for finding in found.findings] == ["NOR-L-1A1A"]
    assert found == judge(after, today=TODAY, rules=[says_little], locate=places({}))


def test_acknowledgement_stays_with_the_finding() -> None:
    files = {**COALITION, GIFT_PATH: GIFT + 'acknowledged = [{code = "WB901", reason = "so be it"}]\n'}

    found = _checked(files, TODAY, SAYING)

    assert {one.acknowledged for one in found if (one.ref, one.code) == ("NOR-C-7K3Q", "WB901")} == {
        "so be it"
    }


def test_finding_stands_where_its_field_does() -> None:
    files = {**COALITION, GIFT_PATH: GIFT + "lots = [{lot = 5}]\n"}

    found = _checked(files, TODAY, RULES)

    assert Place(path=GIFT_PATH, line=4, column=16) in [one.place for one in found if one.code == "WB104"]


def test_findings_come_in_order_of_place() -> None:
    found = _checked({**COALITION, GIFT_PATH: "x = 1\n", "plans/a.toml": ""}, TODAY, RULES)

    assert [one.place for one in found] == sorted(one.place for one in found)
    assert found


@pytest.mark.parametrize("payload", [b"", b"\xc0", b"\x92\x01\x02", b"\x93\xc4\x00\x80\x80"])
def test_foreign_state_counts_as_none(tmp_path: Path, payload: bytes) -> None:
    cache = CacheFolder(tmp_path)
    cache.write("state", payload)

    assert (read_state(cache, ""), read_judgement(cache, "")) == (None, None)


def test_findings_of_a_whole_state_are_given_for_that_state_only(tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path)
    found = judged({**COALITION, GIFT_PATH: "x = 1\n"}, TODAY, RULES)
    write_judgement(cache, "one", found)

    assert read_state(cache, "one") == found.findings
    assert read_judgement(cache, "one") == found
    assert (read_state(cache, "other"), read_judgement(cache, "other")) == (None, None)


def test_claim_about_a_file_names_its_id() -> None:
    found = _checked({**COALITION, GIFT_PATH: "x = "}, TODAY, RULES)

    assert [(one.ref, one.code) for one in found] == [("NOR-C-7K3Q", "WB101")]


def _seeing(seen: list[Around]) -> Rule:
    @rule(
        code="WB991",
        slug="sees",
        severity=Severity.WARNING,
        claim="",
        reason="",
        source="",
        subject=Subject.AROUND,
        failing={},
        passing={},
    )
    def sees(around: Around, _: Context) -> Iterator[Claim]:
        seen.append(around)
        yield from ()

    return sees


def test_unreadable_file_keeps_its_id_claimed() -> None:
    seen: list[Around] = []

    _checked({**COALITION, GIFT_PATH: "x = "}, TODAY, [_seeing(seen)])

    (around,) = [one for one in seen if one.id == "NOR-C-7K3Q"]
    assert (around.target, around.is_claimed) == (None, True)


def test_id_that_is_no_more_is_not_judged() -> None:
    seen: list[Around] = []
    rules = [_seeing(seen)]
    workbook = loaded({**COALITION, GIFT_PATH: GIFT})
    known = judge(workbook, today=TODAY, rules=rules, locate=places({}))
    seen.clear()

    recheck(known, workbook, edited(workbook, {GIFT_PATH: None}), today=TODAY, rules=rules, locate=places({}))

    assert seen == []
