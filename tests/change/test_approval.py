"""Who must approve, and why."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.small_plans import GIFT, _path, plan
from tests.strategies import law
from workbook.change.affected import affected_records, packages
from workbook.change.approval import Reason, Requirement, required_nations, requirements
from workbook.check.examples import COALITION

ITEM = "plans/catalogue/items/155mm-he.toml"
MANIFEST = "plans/workbook.toml"
STOCK = 'item = "155mm-he"\nholding = 100\nminimum = 10\n'
BUY = 'title = "Shells"\nitem = "155mm-he"\n'
# What NOR changes, and who has to approve it for which reason.
CASES: dict[str, tuple[Mapping[str, str], set[tuple[str, Reason]]]] = {
    "its own gift": ({"NOR-C-7K3Q": GIFT}, set()),
    "money of another": (
        {"NOR-C-7K3Q": GIFT + 'financed_by = [{nation = "SWE", share = "1/3"}, {nation = "NOR"}]\n'},
        {("SWE", Reason.FINANCIER)},
    ),
    "stock of another by its owner": (
        {"NOR-C-7K3Q": GIFT + 'stock_owner = "SWE"\n'},
        {("SWE", Reason.STOCK)},
    ),
    "stock of another by its id": ({"NOR-C-7K3Q": GIFT + 'stock = "NLD-S-5H1M"\n'}, {("NLD", Reason.STOCK)}),
    "its own stock": ({"NOR-C-7K3Q": GIFT + 'stock = "NOR-S-5H1M"\n'}, set()),
    "a retransfer": (
        {"NOR-C-7K3Q": GIFT + 'consents = [{nation = "USA", status = "requested"}]\n'},
        {("USA", Reason.ORIGIN)},
    ),
    "a joint purchase": (
        {"NOR-J-4T2X": BUY + 'parties = [{nation = "SWE"}, {nation = "NLD"}, {nation = "NOR"}]\n'},
        {("SWE", Reason.PARTY), ("NLD", Reason.PARTY)},
    ),
    "the catalogue": ({ITEM: COALITION[ITEM] + "obsolete = {}\n"}, {("USA", Reason.SECRETARIAT)}),
    "a template": ({"templates/agenda.md.j2": "Agenda\n"}, {("USA", Reason.SECRETARIAT)}),
    "what was recorded for it": ({"~NOR-C-7K3Q": GIFT}, {("USA", Reason.SECRETARIAT)}),
    "a record of another": ({"SWE-C-3F8K": GIFT}, {("SWE", Reason.OWNER)}),
}
STOCKS = {"NLD-S-5H1M": STOCK, "NOR-S-5H1M": STOCK}


def _asked(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Requirement, ...]:
    names = sorted(before.keys() | after.keys())
    old, new = (
        {_path(name): side[name].encode() if name in side else None for name in names}
        for side in (before, after)
    )
    plans = [
        {name: text for name, text in {**STOCKS, **side}.items() if "templates/" not in name}
        for side in (before, after)
    ]
    return requirements(affected_records(old, new), plan(plans[0]), plan(plans[1]), proposer="NOR")


def _named(found: tuple[Requirement, ...]) -> set[tuple[str, Reason]]:
    return {(nation, one.reason) for one in found for nation in one.nations}


@pytest.mark.parametrize("name", CASES)
def test_who_must_approve_what_is_new(name: str) -> None:
    after, wanted = CASES[name]

    assert _named(_asked({}, after)) == wanted


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("the catalogue", "a template")])
def test_whoever_was_named_must_approve_being_left_out(name: str) -> None:
    before, wanted = CASES[name]
    id = next(iter(before))

    assert _named(_asked(before, {id: (GIFT if "-C-" in id else BUY) + "quantity = 5\n"})) == wanted


def test_an_items_origin_is_asked_for_a_gift_of_another() -> None:
    item = {ITEM: COALITION[ITEM] + 'origin = "SWE"\n'}

    found = _asked(item, {**item, "NOR-C-7K3Q": GIFT})

    assert _named(found) == {("SWE", Reason.ORIGIN)}


@pytest.mark.parametrize(
    ("before", "after", "asked"),
    [
        ("SWE", "", {"SWE"}),
        ("SWE", "DEU", {"SWE", "DEU"}),
        ("", "DEU", {"DEU"}),
        ("SWE", "SWE", set()),
    ],
)
def test_an_items_origin_is_changed_with_the_leave_of_who_is_named(
    before: str, after: str, asked: set[str]
) -> None:
    old, new = ({ITEM: f'{COALITION[ITEM]}origin = "{one}"\n'} for one in (before, after))

    found = _asked(old, {ITEM: new[ITEM].replace("= 6", "= 9")})

    assert {nation for nation, reason in _named(found) if reason is Reason.ORIGIN} == asked


def test_a_new_item_takes_nothing_from_the_nation_that_it_names() -> None:
    item = {"plans/catalogue/items/155mm-other.toml": COALITION[ITEM] + 'origin = "SWE"\n'}

    assert _named(_asked({}, item)) == {("USA", Reason.SECRETARIAT)}


@pytest.mark.parametrize(
    ("record", "asked"),
    # The Netherlands have a stock of it.
    [
        ({"SWE-C-3F8K": GIFT}, {"SWE"}),
        ({"SWE-C-3F8K": GIFT + 'unit = "each"\n'}, set()),
        ({"SWE-C-3F8K": GIFT + 'retired = {on = 2022-09-01, reason = "Given up."}\n'}, set()),
        ({"~SWE-C-3F8K": GIFT}, set()),
        ({"own:SWE-C-3F8K": GIFT, "layers/own/plans/layer.toml": 'name = "own"\nreaders = ["SWE"]\n'}, set()),
        ({"NOR-C-7K3Q": GIFT}, set()),
    ],
)
def test_an_items_unit_is_changed_with_the_leave_of_whoever_counts_in_it(
    record: Mapping[str, str], asked: set[str]
) -> None:
    before, other = {ITEM: COALITION[ITEM], **record}, COALITION[ITEM].replace('"each"', '"set"')

    found = _asked(before, {**before, ITEM: other})

    assert other != COALITION[ITEM]
    assert {nation for nation, reason in _named(found) if reason is Reason.UNIT} == {"NLD", *asked}


@law
@given(st.sets(st.sampled_from([name for name in CASES if name != "a template"])))
def test_more_changes_never_need_fewer_approvals(names: set[str]) -> None:
    alone = [
        _named(_asked({}, {f"NOR-C-{number:04}" if "-C-7K3Q" in id and id[0] == "N" else id: text}))
        for number, name in enumerate(sorted(names))
        for id, text in CASES[name][0].items()
    ]
    together = {
        f"NOR-C-{number:04}" if "-C-7K3Q" in id and id[0] == "N" else id: text
        for number, name in enumerate(sorted(names))
        for id, text in CASES[name][0].items()
    }

    assert _named(_asked({}, together)) == set().union(*alone)


@law
@given(
    st.sampled_from(sorted(CASES.keys() - {"a template"})),
    st.sampled_from(["notes = 'Ask.'\n", "# said\n", "tags = ['a']\n"]),
)
def test_notes_and_comments_need_nobody(name: str, more: str) -> None:
    before = CASES[name][0]

    assert _asked(before, {id: more + text for id, text in before.items()}) == ()


def test_policy_asks_for_more_by_kind_and_is_read_from_before() -> None:
    policy = '[[approval.more]]\nkind = "commitment"\nof = ["nordics", "DEU"]\nat_least = 2\n'
    with_policy = {MANIFEST: f"{COALITION[MANIFEST]}\n{policy}"}

    asked = _asked(with_policy, {**with_policy, "NOR-C-7K3Q": GIFT, "NOR-R-11AB": BUY})
    loosened = _asked(with_policy, {MANIFEST: COALITION[MANIFEST], "NOR-C-7K3Q": GIFT})

    wanted = Requirement(key="NOR-C-7K3Q", reason=Reason.POLICY, nations=("DEU", "NOR", "SWE"), at_least=2)
    assert asked == (wanted,)
    assert wanted in loosened
    assert required_nations(asked) == frozenset()


def test_taking_over_what_was_recorded_needs_nobody() -> None:
    assert _asked({"~NOR-C-7K3Q": GIFT}, {"NOR-C-7K3Q": GIFT}) == ()


def test_what_names_each_other_hangs_together() -> None:
    records = {
        "NOR-C-7K3Q": GIFT + 'stock = "NOR-S-5H1M"\n',
        "NOR-C-9D0M": GIFT,
        "NOR-S-5H1M": STOCK,
    }

    found = packages(records, [plan({}), plan(records)])

    assert found["NOR-S-5H1M"] == {"NOR-C-7K3Q", "NOR-S-5H1M"}
    assert found["NOR-C-9D0M"] == {"NOR-C-9D0M"}
