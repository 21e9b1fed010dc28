"""Laws of release: it only takes away, and what is hidden changes nothing that is handed out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.check.examples import COALITION
from workbook.errors import WorkbookError
from workbook.records.workbook import Workbook
from workbook.release.audience import Audience, parse_audience
from workbook.release.released import Released, release
from workbook.render.catalogue import papers_for
from workbook.render.paper import paper_view, render_paper
from workbook.render.shipped import find_template

TODAY = date(2022, 9, 27)
MEETING = "plans/meetings/2022-09-28-brussels"
MakePlan = Callable[[Mapping[str, str]], Workbook]

# What everybody may read; it names hidden records in every way a record can.
SHOWN = {
    "plans/layer.toml": 'name = "shared"\nreaders = "members"\n',
    f"{MEETING}/meeting.toml": """\
title = "Meeting of armaments directors"
date = 2022-09-28
chair = "USA"
notes = "Prepared in USA-C-7K3Q, usa-c-7k3q and D-7K3Q."
release = "public"
""",
    f"{MEETING}/agenda/G-7K3Q.toml": """\
order = 1
title = "Shells"
kind = "discussion"
about = ["155mm-he", "USA-C-7K3Q", "NOR-C-11AB", "USA-F-2B9C", "NOR-S-11AB", "secret-shell", "NOR-L-0000"]
record = "All spoke of _USA-C-7K3Q_ and of NOR-C-11AB."
release = "public"
""",
    f"{MEETING}/decisions/D-1111.toml": 'text = "Go on."\nagenda = "G-7K3Q"\nrelease = "public"\n',
    f"{MEETING}/actions/X-1111.toml": """\
text = "Send lead times."
owner = "NOR"
due = 2022-09-01
arises_from = "D-1111"
release = "public"
""",
    "plans/catalogue/items/155mm-he.toml": """\
name = "155 mm shell"
kind = "munition"
unit = "each"
release = "public"
components = [{item = "secret-shell", per_unit = 2}]
""",
    "plans/recorded/UKR/requests/UKR-R-11AB.toml": """\
title = "Shells"
item = "155mm-he"
quantity = 900
release = "public"
""",
    "plans/nations/NOR/commitments/NOR-C-11AB.toml": """\
title = "Shells from Norway"
kind = "donation"
item = "155mm-he"
quantity = 500
status = "pledged"
to = [{party = "UKR"}]
meets = [{request = "UKR-R-11AB", quantity = 400}, {request = "UKR-R-22CD", quantity = 100}]
counted_in = "USA-C-7K3Q"
made_at = "2022-09-28-brussels"
release = "public"
""",
    "plans/nations/NOR/stocks/NOR-S-11AB.toml": """\
item = "155mm-he"
holding = 12000
minimum = 10000
release = "public"
""",
    "plans/nations/USA/funds/USA-F-2B9C.toml": """\
title = "Fund"
total = {amount = 2_000_000, currency = "EUR"}
release = "public"
""",
}


def _national(text: str) -> str:
    return text + 'release = "national"\n'


# What only the United States, Ukraine or Germany may read, each with a number that may be anything.
HIDDEN: Mapping[str, Callable[[int], str]] = {
    "plans/nations/USA/commitments/USA-C-7K3Q.toml": lambda n: _national(
        f'title = "Secret"\nkind = "funding"\nstatus = "committed"\nfund = "USA-F-2B9C"\nitem = "155mm-he"\n'
        f'quantity = {n}\nvalue = {{amount = {n}, currency = "EUR"}}\nmade_at = "2022-09-28-brussels"\n'
    ),
    "plans/nations/UKR/requests/UKR-R-11AB.toml": lambda n: _national(
        f'title = "Own request"\nitem = "155mm-he"\nquantity = {n}\n'
    ),
    "plans/nations/UKR/requests/UKR-R-22CD.toml": lambda n: _national(
        f'title = "Second request"\nitem = "155mm-he"\nquantity = {n}\npriority = "critical"\n'
    ),
    "plans/nations/UKR/acceptances/UKR-A-11AB.toml": lambda n: _national(
        f'commitment = "NOR-C-11AB"\nrequest = "UKR-R-11AB"\nquantity = {n}\n'
    ),
    "plans/nations/DEU/capacities/DEU-K-11AB.toml": lambda n: _national(
        f'item = "155mm-he"\nactivity = "make"\nrates = [{{from = "2023", per_month = {n}}}]\n'
    ),
    "plans/nations/USA/items/secret-shell.toml": lambda n: _national(
        f'name = "Shell {n}"\nkind = "munition"\nunit = "each"\n'
    ),
    "plans/nations/USA/lessons/USA-L-11AB.toml": lambda n: _national(
        f'kind = "statement"\ntitle = "T"\nsummary = "S {n}"\nabout = ["2022-09-28-brussels"]\n'
    ),
    "plans/nations/DEU/nation.toml": lambda n: _national(f'name = "Germany {n}"\n'),
    f"{MEETING}/agenda/G-0000.toml": lambda n: _national(
        f'order = 0\ntitle = "Item {n}"\nkind = "decision"\n'
    ),
    f"{MEETING}/decisions/D-7K3Q.toml": lambda n: _national(f'text = "Decision {n}"\nagenda = "G-7K3Q"\n'),
    f"{MEETING}/actions/X-0000.toml": lambda n: _national(
        f'text = "Act {n}"\nowner = "SWE"\ndue = 2022-09-02\n'
    ),
    "plans/meetings/2022-09-27-secret/meeting.toml": lambda n: _national(
        f'title = "Secret meeting {n}"\ndate = 2022-09-27\n'
    ),
    "layers/usa/plans/layer.toml": lambda n: 'name = "usa"\nreaders = ["USA"]\n',
    "layers/usa/plans/nations/USA/stocks/USA-S-11AB.toml": lambda n: f'item = "155mm-he"\nholding = {n}\n',
    "layers/usa/plans/nations/NOR/commitments/NOR-C-11AB.toml": lambda n: (
        f'title = "Twice"\nkind = "donation"\nstatus = "committed"\nquantity = {n}\n'
    ),
    "plans/nations/NOR/lessons/NOR-L-0000.toml": lambda n: f'title = "not TOML {n}\n[[[',
    "plans/nations/USA/reports/USA-T-11AB.toml": lambda n: (
        f'action = "X-1111"\nstatus = "done"\nrelease = {n}\n'
    ),
    "plans/nations/USA/funds/USA-F-0000.toml": lambda n: (
        f'title = "Fund"\ntotal = {{amount = {n}, currency = "EUR"}}\nrelease_fields = {{total = {n}}}\n'
    ),
}
AUDIENCES = ("public", "members", "SWE", "NLD,SWE")

numbers = st.integers(1, 10**9)
hidden = st.fixed_dictionaries({}, optional={path: numbers.map(text) for path, text in HIDDEN.items()})


@pytest.fixture(scope="module")
def plain(make_plan: MakePlan) -> Workbook:
    return make_plan(SHOWN_ALONE)


SHOWN_ALONE = {**{path: text for path, text in COALITION.items() if "DEU" not in path}, **SHOWN}


def _released(plan: Workbook, audience: str) -> Released[Workbook]:
    return release(plan, parse_audience(audience, plan.settings))


def _views(released: Released[Workbook]) -> list[object]:
    return [
        paper_view(kind.name, released, meeting="", today=TODAY) for kind in papers_for(released.audience)
    ]


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(max_examples=40, deadline=None)
@given(secrets=hidden)
def test_hidden_records_change_neither_digest_nor_view(
    make_plan: MakePlan, plain: Workbook, audience: str, secrets: dict[str, str]
) -> None:
    without = _released(plain, audience)

    with_secrets = _released(make_plan({**SHOWN_ALONE, **secrets}), audience)

    assert with_secrets.digest == without.digest
    assert _views(with_secrets) == _views(without)


@settings(max_examples=5, deadline=None)
@given(secrets=hidden)
def test_hidden_records_change_no_byte_of_any_paper(
    make_plan: MakePlan, plain: Workbook, secrets: dict[str, str]
) -> None:
    def papers(plan: Workbook) -> list[str]:
        released = _released(plan, "SWE")
        return [
            render_paper(
                kind.name, released, meeting="", today=TODAY, template_source=find_template(kind.name)
            )
            for kind in papers_for(released.audience)
        ]

    assert papers(make_plan({**SHOWN_ALONE, **secrets})) == papers(plain)


@pytest.mark.parametrize("path", [path for path in HIDDEN if not path.endswith("layer.toml")])
def test_every_hidden_record_would_show_if_nothing_were_held_back(
    make_plan: MakePlan, plain: Workbook, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = HIDDEN[path](7).replace("release = 7", "").replace("release_fields = {total = 7}", "")
    layer = {"layers/usa/plans/layer.toml": 'name = "usa"\nreaders = ["USA"]\n'} if "layers" in path else {}
    readable = text.replace('"not TOML 7\n[[[', '"Now TOML"\nkind = "statement"\nsummary = "S"')
    monkeypatch.setattr(Audience, "may_read", lambda self, readers: True)

    shown = _released(make_plan({**SHOWN_ALONE, **layer, path: readable}), "public")

    # The duplicate of a shown record in another layer stays superseded even then.
    assert (shown.digest != _released(plain, "public").digest) or "layers/usa/plans/nations/NOR" in path


HELD = """\
title = "Shells"
kind = "donation"
item = "155mm-he"
quantity = {n}
value = {{amount = {n}, currency = "EUR"}}
made_on = {year}-01-01
terms = "Terms {n}"
via = "Via {n}"
condition = {condition}
status = "pledged"
lots = [{{lot = "a", quantity = {n}}}, {{lot = "b", quantity = 2}}]
to = [{{party = "UKR", share = {share}}}]
amended = [
  {{on = 2022-09-01, field = "quantity", was = {n}, reason = "Because of {n}"}},
  {{on = 2022-09-01, field = "release", was = "national"}},
]
acknowledged = [{{code = "WB301", reason = "Seen {n}"}}]
unknown_to_us = {n}
release = "public"

[release_fields]
quantity = "members"
value = "members"
made_on = "members"
terms = "members"
via = "members"
condition = "members"
"lots.quantity" = "members"
to = "members"
"""


@settings(max_examples=40, deadline=None)
@given(
    n=numbers,
    year=st.integers(1950, 2100),
    condition=st.sampled_from(["new", "used"]),
    share=st.sampled_from(["0.5", "0.25"]),
    drops=st.sets(
        st.sampled_from(["quantity = ", "value = ", "made_on", "terms", "via", "condition = ", "to = "])
    ),
)
def test_held_back_fields_change_nothing_whatever_they_say(
    make_plan: MakePlan, n: int, year: int, condition: str, share: str, drops: set[str]
) -> None:
    path = "plans/nations/NOR/commitments/NOR-C-22CD.toml"
    text = HELD.format(n=n, year=year, condition=f'"{condition}"', share=share)
    head, mark, tail = text.partition("[release_fields]")
    kept = "".join(line for line in head.splitlines(keepends=True) if not line.startswith(tuple(drops)))
    other = HELD.format(n=1, year=2022, condition='"new"', share="0.5")

    one = _released(make_plan({**SHOWN_ALONE, path: kept + mark + tail}), "public")
    two = _released(make_plan({**SHOWN_ALONE, path: other}), "public")

    assert one.digest == two.digest
    assert _views(one) == _views(two)


def _leaves(value: Any) -> Iterator[Any]:
    match value:
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _leaves(getattr(value, name))
        case tuple():
            for one in value:
                yield from _leaves(one)
        case dict():
            yield from value.values()
        case _:
            yield value


def _is_nothing(value: Any) -> bool:
    return (
        value in (None, "", False) or getattr(value, "is_known", True) is False or str(value) == "undisclosed"
    )


@pytest.mark.parametrize("audience", AUDIENCES)
@settings(max_examples=20, deadline=None)
@given(secrets=hidden)
def test_release_only_takes_away(make_plan: MakePlan, audience: str, secrets: dict[str, str]) -> None:
    plan = make_plan({**SHOWN_ALONE, **secrets})
    files = {file.path: file.record for file in plan.files if file.record is not None}

    shown = _released(plan, audience).content

    for record in shown:
        original = files[record.path]
        known = {str(leaf) for leaf in _leaves(original.data)}
        new = [leaf for leaf in _leaves(record.data) if str(leaf) not in known and not _is_nothing(leaf)]
        assert all("[not released]" in str(leaf) for leaf in new)


def test_no_audience_is_empty(make_plan: MakePlan) -> None:
    plan = make_plan({**SHOWN_ALONE, "plans/workbook.toml": 'format = 1\ntitle = "T"\nsecretariat = "USA"\n'})

    with pytest.raises(WorkbookError, match="names no members"):
        parse_audience("members", plan.settings)
