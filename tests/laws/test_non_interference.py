"""The law of non-interference: what an audience may not see changes no byte of what it is handed.

Two plans that differ only in hidden records, held-back fields and bookkeeping give the same papers, file
names, labels and refusals. Where redaction is switched off, the law must be seen to break.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tests.laws.hidden_plans import AUDIENCES, COVERING, MEETING, SECRET, Twins, twins
from tests.strategies import law
from workbook.desk.analysing.catalogue import analysis_names, tell
from workbook.desk.analysing.narrowing import narrowing
from workbook.desk.papers import paper_file
from workbook.desk.since import EarlierState, change_since
from workbook.errors import WorkbookError
from workbook.model.manifest import Manifest
from workbook.records.workbook import Workbook
from workbook.release import choosing, redaction, released
from workbook.release.audience import Audience, parse_audience
from workbook.release.digest import digest_of
from workbook.release.released import Gate, Released
from workbook.render.catalogue import NAMES
from workbook.render.page import Paper
from workbook.render.paper import fill_all, paper_view
from workbook.render.shipped import Form, find_template
from workbook.render.since import Since

TODAY = date(2022, 9, 27)
MakePlan = Callable[[Mapping[str, str]], Workbook]


def _handed(
    plan: Workbook, audience: str, meeting: str = "", since: EarlierState | None = None
) -> dict[str, object]:
    """Give everything that an audience is handed: each paper or its refusal, its name and label."""
    views = _views(plan, audience, meeting, since)
    readers = parse_audience(audience, plan.settings)
    papers = [(name, form, view) for name, view in views.items() for form in Form]
    texts = iter(
        fill_all(
            [
                (find_template(name, None, form), view)
                for name, form, view in papers
                if isinstance(view, Paper)
            ]
        )
    )
    return {
        paper_file(name, meeting, readers, form): next(texts) if isinstance(view, Paper) else view
        for name, form, view in papers
    }


def _views(
    plan: Workbook, audience: str, meeting: str = "", since: EarlierState | None = None
) -> dict[str, object]:
    """Give what each paper says, or why there is none."""
    readers = parse_audience(audience, plan.settings)
    gate = Gate(plan)
    released = gate.release(readers)
    change = change_since(since, gate, readers) if since is not None else None
    return {name: _view(name, released, meeting, change) for name in NAMES}


def _view(name: str, released: Released[Workbook], meeting: str, change: Since | None) -> Paper | str:
    try:
        return paper_view(name, released, meeting=meeting, today=TODAY, since=change)
    except WorkbookError as refusal:
        return str(refusal)


meetings = st.sampled_from(["", "", MEETING, SECRET])


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(law, max_examples=12)
@given(data=st.data(), meeting=meetings)
def test_what_is_hidden_changes_nothing_that_papers_say(
    make_plan: MakePlan, audience: str, data: st.DataObject, meeting: str
) -> None:
    pair = data.draw(twins([audience]))

    said = [_views(make_plan(files), audience, meeting) for files in (pair.one, pair.other)]

    assert said[0] == said[1]


@pytest.mark.parametrize("name", analysis_names())
@settings(law, max_examples=8)
@given(pair=twins())
def test_what_is_hidden_changes_no_analysis(make_plan: MakePlan, name: str, pair: Twins) -> None:
    plans = [make_plan(files) for files in (pair.one, pair.other)]

    released = [Gate(plan).release(parse_audience(pair.audience, plan.settings)) for plan in plans]

    told = [tell(name, one.content, narrowing("", one.content), TODAY) for one in released]
    assert told[0] == told[1]
    assert released[0].digest == released[1].digest


@settings(law, max_examples=8)
@given(pair=twins(), meeting=meetings)
def test_what_is_hidden_changes_no_byte(make_plan: MakePlan, pair: Twins, meeting: str) -> None:
    handed = [_handed(make_plan(files), pair.audience, meeting) for files in (pair.one, pair.other)]

    assert handed[0] == handed[1]


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(law, max_examples=5)
@given(data=st.data())
def test_what_either_day_hides_changes_nothing_that_is_told_since(
    make_plan: MakePlan, audience: str, data: st.DataObject
) -> None:
    then, now = data.draw(twins([audience])), data.draw(twins([audience]))

    said = [
        _views(make_plan(after), audience, "", EarlierState(TODAY, make_plan(before)))
        for before, after in ((then.one, now.one), (then.other, now.other))
    ]

    assert said[0] == said[1]


def _outcome_since(
    make_plan: MakePlan, before: Mapping[str, str], after: Mapping[str, str], audience: str
) -> Paper:
    """Give the outcome with coverage of then beside that of now."""
    plan = make_plan(after)
    gate, readers = Gate(plan), parse_audience(audience, plan.settings)
    since = change_since(EarlierState(TODAY, make_plan(before)), gate, readers)
    found = _view("outcome", gate.release(readers), MEETING, since)
    assert isinstance(found, Paper)
    return found


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(law, max_examples=12)
@given(data=st.data())
def test_what_either_day_hides_changes_no_coverage(
    make_plan: MakePlan, audience: str, data: st.DataObject
) -> None:
    # Less is always seen of then, so that some of what is seen now was hidden.
    then, now = data.draw(twins([audience], [])), data.draw(twins([audience], COVERING))

    said = [
        _outcome_since(make_plan, *days, audience) for days in ((then.one, now.one), (then.other, now.other))
    ]

    assert said[0] == said[1]


class _All:
    """Holds everything."""

    def __contains__(self, one: object) -> bool:
        return True


def _no_digest(manifest: Manifest, records: Iterable[bytes]) -> str:
    """Stand in for the digest that every paper prints, so that papers differ only in what they say."""
    return "0" * 32


@pytest.mark.parametrize(
    ("owner", "name", "instead", "digest"),
    [
        (Audience, "may_read", lambda audience, readers: True, _no_digest),
        (choosing, "held_from", lambda fields, audience: frozenset(), _no_digest),
        (redaction, "scrub", lambda text, ids: text, _no_digest),
        # Few papers print an id that leads nowhere; all print the digest, which holds it.
        (redaction, "OPEN_REFERENCES", _All(), digest_of),
    ],
)
def test_without_a_part_of_redaction_the_law_breaks(
    make_plan: MakePlan,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    instead: object,
    digest: Callable[..., str],
) -> None:
    monkeypatch.setattr(owner, name, instead)
    monkeypatch.setattr(released, "digest_of", digest)

    def tells_apart(pair: Twins) -> bool:
        one, other = (_views(make_plan(files), pair.audience) for files in (pair.one, pair.other))
        return one != other

    assert find(twins(), tells_apart, settings=settings(law, max_examples=80, phases=[Phase.generate]))
