"""The law of non-interference: what an audience may not see changes no byte of what it is handed.

Two plans that differ only in hidden records, held-back fields and bookkeeping give the same papers, file
names, labels and refusals. Where redaction is switched off, the law must be seen to break.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from tests.laws.hidden_plans import AUDIENCES, MEETING, SECRET, Twins, twins
from tests.strategies import law
from workbook.desk.papers import paper_file
from workbook.errors import WorkbookError
from workbook.model.manifest import Manifest
from workbook.records.workbook import Workbook
from workbook.release import choosing, redaction, released
from workbook.release.audience import Audience, parse_audience
from workbook.release.digest import digest_of
from workbook.release.released import Gate, Released
from workbook.render.catalogue import NAMES
from workbook.render.paper import render_paper
from workbook.render.shipped import Form, find_template

TODAY = date(2022, 9, 27)
MakePlan = Callable[[Mapping[str, str]], Workbook]


def _handed(plan: Workbook, audience: str, meeting: str) -> dict[str, str]:
    """Give everything that an audience is handed: each paper or its refusal, its name and label."""
    readers = parse_audience(audience, plan.settings)
    released = Gate(plan).release(readers)
    papers = {
        paper_file(name, meeting, readers, form): _paper(name, form, released, meeting)
        for name in NAMES
        for form in Form
    }
    return {**papers, "label": released.label, "digest": released.digest}


def _paper(name: str, form: Form, released: Released[Workbook], meeting: str) -> str:
    try:
        return render_paper(
            name, released, meeting=meeting, today=TODAY, template_source=find_template(name, None, form)
        )
    except WorkbookError as refusal:
        return str(refusal)


meetings = st.sampled_from(["", "", MEETING, SECRET])


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(law, max_examples=15)
@given(data=st.data(), meeting=meetings)
def test_hidden_records_change_no_byte(
    make_plan: MakePlan, audience: str, data: st.DataObject, meeting: str
) -> None:
    pair = data.draw(twins([audience]))

    handed = [_handed(make_plan(files), audience, meeting) for files in (pair.one, pair.other)]

    assert handed[0] == handed[1]


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
        (choosing, "held_fields", lambda record, audience, settings: frozenset(), _no_digest),
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
        one, other = (_handed(make_plan(files), pair.audience, "") for files in (pair.one, pair.other))
        return one != other

    assert find(twins(), tells_apart, settings=settings(law, max_examples=200, phases=[Phase.generate]))
