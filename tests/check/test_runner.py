"""What is found anew after a change is what a whole check finds: nothing that a rule may see escapes it.

The rules here say back all that they are given, so that a case which a change should have touched shows as a
difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import law
from workbook.check.catalogue import RULES
from workbook.check.examples import COALITION
from workbook.check.rule import Around, Claim, Context, Gathering, Rule, Subject, rule
from workbook.check.runner import Judgement, check, judge, recheck
from workbook.check.verdicts import read_state, write_state
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
    return f"{standing} {record.data!r}"


def _of_mentions(mentions: Sequence[Mention]) -> str:
    return " | ".join(f"{_of_record(mention.record)} by {mention.field}" for mention in mentions)


def _of_context(context: Context) -> str:
    settings = context.settings
    layers = sorted((name, str(readers)) for name, readers in settings.layers.items())
    return f"{context.today} {settings.manifest!r} {layers} {sorted(settings.nations)}"


def _saying(code: str, subject: Subject, **more: object) -> Rule:
    """Make a rule that says back its whole case."""

    def judge(case: Any, context: Context) -> Iterator[Claim]:
        match case:
            case Record():
                yield Claim(case, "", f"{_of_record(case)} {_of_context(context)}")
            case Around():
                text = f"{case.id} {case.is_claimed} {_of_record(case.target)} {_of_mentions(case.mentions)}"
                about = [
                    *(mention.record for mention in case.mentions),
                    *([case.target] if case.target else []),
                ]
                yield from (Claim(one, "", f"{text} {_of_context(context)}") for one in about[:1])
            case Gathering():
                text = " | ".join(_of_record(one) for one in (case.meeting, *case.records))
                yield Claim(case.records[0], "", f"{case.id} {text} {_of_context(context)}")
            case [*mentions]:
                yield from (Claim(one.record, "", _of_mentions(mentions)) for one in mentions[:1])

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
)

_NATION = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_GIFT = 'title = "a"\nkind = "donation"\nstatus = "pledged"\n'
_LESSON = 'kind = "statement"\ntitle = "a"\nsummary = "b"\n'
_LAYER = 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'
_MEETING = "plans/meetings/2022-09-28-brussels"
PATHS = {
    _NATION: [
        _GIFT,
        _GIFT + 'counted_in = "SWE-C-3F8K"\n',
        _GIFT + 'notes = "see NOR-L-1A1A"\n',
        "x = ",
        "\xff",
    ],
    _NATION.replace("nations", "recorded"): [_GIFT, _GIFT + 'counted_in = "SWE-C-3F8K"\n', "x"],
    "layers/nordic/" + _NATION: [_GIFT, _GIFT + 'item = "155mm-he"\n'],
    _NATION.replace("nations/NOR", "nations/DEU"): [_GIFT],
    _NATION.replace("commitments", "requests"): ['title = "a"\n'],
    "plans/nations/SWE/commitments/SWE-C-3F8K.toml": [
        _GIFT,
        _GIFT + 'counted_in = "NOR-C-7K3Q"\n',
        _GIFT + 'counted_in = "SWE-C-3F8K"\nacknowledged = [{code = "WB901", reason = "so be it"}]\n',
    ],
    "plans/nations/NOR/lessons/NOR-L-1A1A.toml": [
        _LESSON + 'about = ["NOR-C-7K3Q", "SWE-C-3F8K"]\n',
        _LESSON + 'about = ["SWE-C-3F8K", "NOR-C-7K3Q", "NOR-C-7K3Q"]\n',
        _LESSON + 'about = ["", "NOR-L-2B2B"]\n',
        _LESSON + 'about = ["155mm-he", "DEU-C-0000"]\n',
    ],
    "plans/nations/NOR/lessons/NOR-L-2B2B.toml": [
        _LESSON,
        _LESSON + 'about = [""]\n',
        _LESSON + 'about = ["DEU-C-0000", "NOR-L-1A1A"]\n',
    ],
    "layers/nordic/plans/nations/NOR/lessons/NOR-L-3C3C.toml": [_LESSON + 'about = ["NOR-C-7K3Q"]\n'],
    "layers/nordic/plans/layer.toml": [_LAYER, _LAYER.replace(', "SWE"', ""), "readers = 5", "\xff"],
    "plans/layer.toml": ['name = "shared"\nreaders = "members"\n', 'name = "shared"\nreaders = 5\n'],
    "plans/catalogue/items/155mm-he.toml": ['name = "a"\nkind = "munition"\nunit = "each"\n', "x"],
    "plans/nations/NOR/items/155mm-he.toml": ['name = "b"\nkind = "munition"\nunit = "set"\n'],
    "plans/workbook.toml": [
        COALITION["plans/workbook.toml"],
        'format = 1\ntitle = "b"\nsecretariat = "NOR"\n[groups]\nmembers = ["NOR"]\n',
        "format = 99\n",
        "groups = 5",
    ],
    "plans/nations/DEU/nation.toml": ['name = "Germany"\n', 'name = "BRD"\n', "x"],
    f"{_MEETING}/meeting.toml": [COALITION[f"{_MEETING}/meeting.toml"], "x"],
    f"{_MEETING}/agenda/G-7K3Q.toml": ['title = "a"\nkind = "decision"\norder = 1\nabout = ["NOR-C-7K3Q"]\n'],
    f"layers/nordic/{_MEETING}/decisions/D-7K3Q.toml": ['text = "a"\nagenda = "G-7K3Q"\n'],
    "plans/stray.toml": ["", "x = 1"],
}
edits = st.sampled_from(sorted(PATHS)).flatmap(
    lambda path: st.tuples(st.just(path), st.sampled_from([*PATHS[path], None]))
)
days = st.sampled_from([TODAY, date(2023, 1, 1)])


def _raw(text: str) -> bytes:
    return text.encode("latin-1" if text == "\xff" else "utf-8")


def _loaded(files: Mapping[str, str]) -> Workbook:
    return load(survey(mapping_stack({path: _raw(text) for path, text in files.items()}), NOWHERE), NOWHERE)


def _places(files: Mapping[str, str]) -> Places:
    return Places(lambda path: _raw(files[path]) if path in files else None)


def _checked(files: Mapping[str, str], today: date, rules: Sequence[Rule]) -> tuple[Finding, ...]:
    return check(_loaded(files), today=today, rules=rules, locate=_places(files))


def _judged(files: Mapping[str, str], today: date, rules: Sequence[Rule]) -> Judgement:
    return judge(_loaded(files), today=today, rules=rules, locate=_places(files))


def _edited(files: Mapping[str, str], edit: tuple[str, str | None]) -> dict[str, str]:
    path, text = edit
    edited = {**files, path: text or ""}
    if text is None and path != "plans/workbook.toml":
        del edited[path]
    return edited


def _contents(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, bytes | None]:
    """Say which bytes make the one plan of the other."""
    paths = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return {path: _raw(after[path]) if path in after else None for path in paths}


def _histories(
    plan: Mapping[str, str], steps: Sequence[Sequence[tuple[str, str | None]]]
) -> Iterator[dict[str, str]]:
    files = dict(plan)
    for changes in steps:
        for change in changes:
            files = _edited(files, change)
        yield files


histories = st.lists(st.lists(edits, min_size=1, max_size=4), min_size=1, max_size=8)


@pytest.mark.parametrize("rules", [SAYING, RULES], ids=["rules that say all they see", "the rules"])
@law
@given(steps=histories, today=days, other_day=days)
def test_what_is_found_anew_is_what_a_whole_check_finds(
    rules: Sequence[Rule], steps: Sequence[Sequence[tuple[str, str | None]]], today: date, other_day: date
) -> None:
    before, workbook = dict(COALITION), _loaded(COALITION)
    known = judge(workbook, today=today, rules=rules, locate=_places(COALITION))
    for index, files in enumerate(_histories(COALITION, steps)):
        day = other_day if index % 5 == 4 else today

        after = edited(workbook, _contents(before, files))
        known = recheck(known, workbook, after, today=day, rules=rules, locate=_places(files))

        assert known == _judged(files, day, rules)
        before, workbook = files, after


@law
@given(steps=histories)
def test_states_that_were_read_apart_are_told_apart(
    steps: Sequence[Sequence[tuple[str, str | None]]],
) -> None:
    *_, files = _histories(COALITION, steps)
    known = _judged(COALITION, TODAY, SAYING)

    found = recheck(
        known, _loaded(COALITION), _loaded(files), today=TODAY, rules=SAYING, locate=_places(files)
    )

    assert found == _judged(files, TODAY, SAYING)


@law
@given(st.lists(edits, max_size=8), st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_files(
    changes: list[tuple[str, str | None]], chance: object
) -> None:
    files = dict(COALITION)
    for change in changes:
        files = _edited(files, change)
    paths = list(files)
    chance.shuffle(paths)  # type: ignore[attr-defined]  # a Random

    shuffled = _checked({path: files[path] for path in paths}, TODAY, SAYING)

    assert shuffled == _checked(files, TODAY, SAYING)


def test_order_of_a_ring_follows_from_its_records() -> None:
    ring = {
        "plans/nations/DEU/lessons/DEU-L-1A1A.toml": _LESSON + 'about = ["SWE-L-2B2B"]\n',
        "plans/nations/SWE/lessons/SWE-L-2B2B.toml": _LESSON + 'about = ["DEU-L-1A1A"]\n',
    }
    besides = {"plans/nations/DEU/lessons/DEU-L-0000.toml": _LESSON + 'notes = "see DEU-L-1A1A"\n'}

    alone = _judged({**COALITION, **ring}, TODAY, SAYING)
    found = _judged({**COALITION, **ring, **besides}, TODAY, SAYING)

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
    workbook = _loaded({**COALITION, _NATION: _GIFT})
    known = judge(workbook, today=TODAY, rules=rules, locate=_places({}))
    judged.clear()
    after = edited(workbook, {_NATION: text.encode()})
    recheck(known, workbook, after, today=day, rules=rules, locate=_places({}))
    return judged


def test_nothing_is_judged_again_where_nothing_changed() -> None:
    assert _judged_again(_GIFT) == []


def test_only_the_changed_record_is_judged_again() -> None:
    assert _judged_again(_GIFT + "# changed\n") == ["NOR-C-7K3Q"]


def test_another_day_judges_all_again() -> None:
    assert _judged_again(_GIFT, date(2022, 9, 29)) == list(_loaded({**COALITION, _NATION: _GIFT}).records)


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

    lesson = _LESSON + 'about = ["NOR-C-7K3Q", "155mm-he"]\n'
    workbook = _loaded({**COALITION, _NATION: _GIFT, "plans/nations/NOR/lessons/NOR-L-1A1A.toml": lesson})
    known = judge(workbook, today=TODAY, rules=[says_little], locate=_places({}))

    after = edited(workbook, {_NATION: None})
    found = recheck(known, workbook, after, today=TODAY, rules=[says_little], locate=_places({}))

    assert [finding.ref for finding in found.findings] == ["NOR-L-1A1A"]
    assert found == judge(after, today=TODAY, rules=[says_little], locate=_places({}))


def test_acknowledgement_stays_with_the_finding() -> None:
    files = {**COALITION, _NATION: _GIFT + 'acknowledged = [{code = "WB901", reason = "so be it"}]\n'}

    found = _checked(files, TODAY, SAYING)

    assert {one.acknowledged for one in found if (one.ref, one.code) == ("NOR-C-7K3Q", "WB901")} == {
        "so be it"
    }


def test_finding_stands_where_its_field_does() -> None:
    files = {**COALITION, _NATION: _GIFT + "lots = [{lot = 5}]\n"}

    found = _checked(files, TODAY, RULES)

    assert Place(path=_NATION, line=4, column=16) in [one.place for one in found if one.code == "WB104"]


def test_findings_come_in_order_of_place() -> None:
    found = _checked({**COALITION, _NATION: "x = 1\n", "plans/a.toml": ""}, TODAY, RULES)

    assert [one.place for one in found] == sorted(one.place for one in found)
    assert found


@pytest.mark.parametrize("payload", [b"", b"\xc0", b"\x92\x01\x02", b"\x93\xc4\x00\x80\x80"])
def test_foreign_state_counts_as_none(tmp_path: Path, payload: bytes) -> None:
    cache = CacheFolder(tmp_path)
    cache.write("state", payload)

    assert read_state(cache, "") is None


def test_findings_of_a_whole_state_are_given_for_that_state_only(tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path)
    finding = Finding(place=Place(path="a"), code="WB101", message="b", severity=Severity.ERROR)
    write_state(cache, "one", [finding])

    assert read_state(cache, "one") == (finding,)
    assert read_state(cache, "other") is None


def test_claim_about_a_file_names_its_id() -> None:
    found = _checked({**COALITION, _NATION: "x = "}, TODAY, RULES)

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

    _checked({**COALITION, _NATION: "x = "}, TODAY, [_seeing(seen)])

    (around,) = [one for one in seen if one.id == "NOR-C-7K3Q"]
    assert (around.target, around.is_claimed) == (None, True)


def test_id_that_is_no_more_is_not_judged() -> None:
    seen: list[Around] = []
    rules = [_seeing(seen)]
    workbook = _loaded({**COALITION, _NATION: _GIFT})
    known = judge(workbook, today=TODAY, rules=rules, locate=_places({}))
    seen.clear()

    recheck(known, workbook, edited(workbook, {_NATION: None}), today=TODAY, rules=rules, locate=_places({}))

    assert seen == []
