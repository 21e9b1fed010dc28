"""A verdict kept is the verdict that would be given: nothing that a rule may see is outside its digest.

The rules here say back all that they are given, so that an input missing from a digest shows as a difference.
"""

import tempfile
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
from workbook.check.runner import check
from workbook.check.verdicts import Verdicts, read_state, write_state
from workbook.findings import Finding, Place, Severity
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.cache import CacheFolder
from workbook.records.layers import mapping_stack
from workbook.records.loader import load
from workbook.records.places import Places
from workbook.records.survey import survey
from workbook.records.workbook import Mention, PlanFile

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


def _checked(
    files: Mapping[str, str],
    today: date,
    rules: Sequence[Rule],
    verdicts: Verdicts | None,
    cache: CacheFolder,
) -> tuple[Finding, ...]:
    raw = {path: text.encode("latin-1" if text == "\xff" else "utf-8") for path, text in files.items()}
    surveyed = survey(mapping_stack(raw), cache)
    workbook = load(surveyed, cache)
    return check(workbook, today=today, rules=rules, locate=Places(surveyed), verdicts=verdicts)


def _edited(files: Mapping[str, str], edit: tuple[str, str | None]) -> dict[str, str]:
    path, text = edit
    edited = {**files, path: text or ""}
    if text is None and path != "plans/workbook.toml":
        del edited[path]
    return edited


def _histories(
    plan: Mapping[str, str], changes: Sequence[tuple[str, str | None]]
) -> Iterator[dict[str, str]]:
    files = dict(plan)
    for change in changes:
        files = _edited(files, change)
        yield files


@pytest.mark.parametrize("rules", [SAYING, RULES], ids=["rules that say all they see", "the rules"])
@law
@given(changes=st.lists(edits, min_size=1, max_size=12), today=days, other_day=days)
def test_kept_verdicts_are_those_that_would_be_given(
    rules: Sequence[Rule], changes: Sequence[tuple[str, str | None]], today: date, other_day: date
) -> None:
    with tempfile.TemporaryDirectory() as name:
        cache = CacheFolder(Path(name) / "cache")
        for index, files in enumerate(_histories(COALITION, changes)):
            day = other_day if index % 3 == 2 else today

            kept = _checked(files, day, rules, Verdicts(cache), cache)

            assert kept == _checked(files, day, rules, None, NOWHERE)


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

    shuffled = _checked({path: files[path] for path in paths}, TODAY, SAYING, None, NOWHERE)

    assert shuffled == _checked(files, TODAY, SAYING, None, NOWHERE)


def test_empty_id_does_not_share_a_digest_with_another(tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path)
    files = {
        **COALITION,
        "plans/nations/NOR/lessons/NOR-L-1A1A.toml": _LESSON + 'about = ["", "NOR-L-2B2B"]\n',
        "plans/nations/NOR/lessons/NOR-L-2B2B.toml": _LESSON + 'about = [""]\n',
    }

    found = _checked(files, TODAY, SAYING, Verdicts(cache), cache)

    assert found == _checked(files, TODAY, SAYING, None, NOWHERE)


def test_order_of_a_ring_follows_from_its_records(tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path)
    ring = {
        "plans/nations/DEU/lessons/DEU-L-1A1A.toml": _LESSON + 'about = ["SWE-L-2B2B"]\n',
        "plans/nations/SWE/lessons/SWE-L-2B2B.toml": _LESSON + 'about = ["DEU-L-1A1A"]\n',
    }
    besides = {"plans/nations/DEU/lessons/DEU-L-0000.toml": _LESSON + 'notes = "see DEU-L-1A1A"\n'}
    _checked({**COALITION, **ring}, TODAY, SAYING, Verdicts(cache), cache)

    found = _checked({**COALITION, **ring, **besides}, TODAY, SAYING, Verdicts(cache), cache)

    assert found == _checked({**COALITION, **ring, **besides}, TODAY, SAYING, None, NOWHERE)


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


def test_nothing_is_judged_again_where_nothing_changed(tmp_path: Path) -> None:
    cache, judged = CacheFolder(tmp_path), list[str]()
    rules = [_counting(judged)]
    _checked(COALITION, TODAY, rules, Verdicts(cache), cache)
    judged.clear()

    _checked(COALITION, TODAY, rules, Verdicts(cache), cache)

    assert judged == []


def test_only_the_changed_record_is_judged_again(tmp_path: Path) -> None:
    cache, judged = CacheFolder(tmp_path), list[str]()
    rules = [_counting(judged)]
    _checked({**COALITION, _NATION: _GIFT}, TODAY, rules, Verdicts(cache), cache)
    judged.clear()

    _checked({**COALITION, _NATION: _GIFT + "# changed\n"}, TODAY, rules, Verdicts(cache), cache)

    assert judged == ["NOR-C-7K3Q"]


def test_another_day_judges_all_again(tmp_path: Path) -> None:
    cache, judged = CacheFolder(tmp_path), list[str]()
    rules = [_counting(judged)]
    _checked(COALITION, TODAY, rules, Verdicts(cache), cache)
    first = list(judged)

    _checked(COALITION, date(2022, 9, 29), rules, Verdicts(cache), cache)

    assert judged == first * 2


def test_acknowledgement_stays_with_the_finding() -> None:
    files = {**COALITION, _NATION: _GIFT + 'acknowledged = [{code = "WB901", reason = "so be it"}]\n'}

    found = _checked(files, TODAY, SAYING, None, NOWHERE)

    assert {one.acknowledged for one in found if (one.ref, one.code) == ("NOR-C-7K3Q", "WB901")} == {
        "so be it"
    }


def test_finding_stands_where_its_field_does() -> None:
    files = {**COALITION, _NATION: _GIFT + "lots = [{lot = 5}]\n"}

    found = _checked(files, TODAY, RULES, None, NOWHERE)

    assert Place(path=_NATION, line=4, column=16) in [one.place for one in found if one.code == "WB104"]


def test_findings_come_in_order_of_place() -> None:
    found = _checked({**COALITION, _NATION: "x = 1\n", "plans/a.toml": ""}, TODAY, RULES, None, NOWHERE)

    assert [one.place for one in found] == sorted(one.place for one in found)
    assert found


@pytest.mark.parametrize(
    "payload", [b"", b"\xc0", b"\x92\x01\x02", b"\x92\xc4\x05abcde\x80", b"\x93\xc4\x00\x80\x80"]
)
def test_foreign_verdicts_count_as_none(tmp_path: Path, payload: bytes) -> None:
    cache = CacheFolder(tmp_path)
    cache.write("verdicts", payload)
    cache.write("state", payload)

    assert Verdicts(cache).get(b"x" * 12) is None
    assert read_state(cache, "") is None


def test_findings_of_a_whole_state_are_given_for_that_state_only(tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path)
    finding = Finding(place=Place(path="a"), code="WB101", message="b", severity=Severity.ERROR)
    write_state(cache, "one", [finding])

    assert read_state(cache, "one") == (finding,)
    assert read_state(cache, "other") is None


def test_verdicts_do_not_grow_with_every_edit(tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path)
    sizes = []
    for edit in range(12):
        files = {**COALITION, _NATION: f"{_GIFT}# {edit:03}\n"}
        _checked(files, TODAY, [*RULES, *SAYING], Verdicts(cache), NOWHERE)
        sizes.append((tmp_path / "verdicts").stat().st_size)

    assert max(sizes) == min(sizes)


def test_claim_about_a_file_names_its_id() -> None:
    found = _checked({**COALITION, _NATION: "x = "}, TODAY, RULES, None, NOWHERE)

    assert [(one.ref, one.code) for one in found] == [("NOR-C-7K3Q", "WB101")]


def test_unreadable_file_keeps_its_id_claimed() -> None:
    seen: list[PlanFile | Around] = []

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

    _checked({**COALITION, _NATION: "x = "}, TODAY, [sees], None, NOWHERE)

    (around,) = [one for one in seen if one.id == "NOR-C-7K3Q"]
    assert (around.target, around.is_claimed) == (None, True)  # type: ignore[union-attr]  # only Arounds are seen
