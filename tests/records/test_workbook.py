"""Of files that claim one id one counts, the same whatever the order in which they are listed.

And a plan made from another by editing is the plan that is read afresh.
"""

from collections.abc import Mapping, Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import ShuffledSource
from tests.strategies import law
from workbook.check.examples import COALITION
from workbook.model.kind import Kind
from workbook.records.cache import CacheFolder
from workbook.records.layers import LayerSource, mapping_stack
from workbook.records.loader import edited, load
from workbook.records.source import MappingSource
from workbook.records.survey import survey
from workbook.records.workbook import Workbook

NOWHERE = CacheFolder(None)
GIFT = 'title = "a"\nkind = "donation"\nstatus = "pledged"\n'
ITEM = 'name = "a"\nkind = "munition"\nunit = "each"\n'
LAYER = {"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'}
OWN = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
RECORDED = "plans/recorded/NOR/commitments/NOR-C-7K3Q.toml"
FOREIGN = "plans/nations/DEU/commitments/NOR-C-7K3Q.toml"
CATALOGUE = "plans/catalogue/items/shell.toml"
PROPOSED = "plans/nations/DEU/items/shell.toml"


def _loaded(files: Mapping[str, str]) -> Workbook:
    return load(survey(mapping_stack({**COALITION, **files}), NOWHERE), NOWHERE)


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        ({OWN: GIFT, RECORDED: GIFT}, OWN),
        ({OWN: GIFT, FOREIGN: GIFT}, OWN),
        ({RECORDED: GIFT, FOREIGN: GIFT}, RECORDED),
        ({OWN: GIFT, RECORDED: GIFT, FOREIGN: GIFT}, OWN),
        ({OWN: GIFT, OWN.replace("commitments", "acceptances"): 'commitment = "x"\n'}, OWN),
        ({**LAYER, f"layers/nordic/{OWN}": GIFT, OWN: GIFT}, OWN),
        ({**LAYER, f"layers/nordic/{OWN}": GIFT, RECORDED: GIFT}, RECORDED),
        ({**LAYER, f"layers/nordic/{OWN}": GIFT, f"layers/nordic/{RECORDED}": GIFT}, f"layers/nordic/{OWN}"),
        ({**LAYER, f"layers/nordic/{OWN}": GIFT, FOREIGN: GIFT}, f"layers/nordic/{OWN}"),
    ],
)
def test_of_files_with_one_id_one_counts(files: Mapping[str, str], counts: str) -> None:
    workbook = _loaded(files)

    assert workbook.records["NOR-C-7K3Q"].path == counts
    assert len(workbook.files) == len(COALITION) + len(files)


@pytest.mark.parametrize(
    ("files", "counts"),
    [
        ({CATALOGUE: ITEM, PROPOSED: ITEM}, CATALOGUE),
        ({CATALOGUE: ITEM, PROPOSED.replace("nations", "recorded"): ITEM}, CATALOGUE),
        ({PROPOSED: ITEM, PROPOSED.replace("DEU", "NOR"): ITEM}, PROPOSED),
        ({PROPOSED: ITEM, PROPOSED.replace("nations", "recorded"): ITEM}, PROPOSED),
    ],
)
def test_of_items_with_one_slug_one_counts(files: Mapping[str, str], counts: str) -> None:
    assert _loaded(files).records["shell"].path == counts


def test_unreadable_own_file_still_counts_over_the_recorded_one() -> None:
    workbook = _loaded({OWN: "x = ", RECORDED: GIFT})

    assert workbook.get("NOR-C-7K3Q") is None
    assert workbook.unreadable == {"NOR-C-7K3Q"}


def test_superseded_record_is_mentioned_by_nobody() -> None:
    workbook = _loaded({OWN: GIFT, RECORDED: GIFT + 'item = "155mm-he"\n'})

    assert workbook.mentions("155mm-he") == ()


def test_mentions_come_in_order_of_layer_and_path() -> None:
    lesson = 'kind = "statement"\ntitle = "a"\nsummary = "b"\nabout = ["155mm-he"]\n'
    first, second = "plans/nations/DEU/lessons/DEU-L-7K3Q.toml", "plans/nations/NOR/lessons/NOR-L-7K3Q.toml"
    third = "layers/nordic/plans/nations/DEU/lessons/DEU-L-1A1A.toml"
    workbook = _loaded({**LAYER, third: lesson, second: lesson, first: lesson})

    found = [(mention.record.path, mention.field) for mention in workbook.mentions("155mm-he")]

    assert found == [(first, "about[0]"), (second, "about[0]"), (third, "about[0]")]


def test_records_come_in_order_of_layer_and_path() -> None:
    workbook = _loaded({OWN: GIFT, FOREIGN: GIFT, RECORDED.replace("NOR", "SWE"): GIFT})

    places = [(record.layer, record.path) for record in workbook]

    assert places == sorted(places)


@pytest.mark.parametrize("order", list(permutations([OWN, RECORDED, FOREIGN])))
def test_which_one_counts_does_not_depend_on_the_listing(order: tuple[str, ...]) -> None:
    assert _loaded(dict.fromkeys(order, GIFT)).records["NOR-C-7K3Q"].path == OWN


@law
@given(chance=st.randoms(use_true_random=False))
def test_plan_does_not_depend_on_the_order_of_listing(chance: object) -> None:
    files = {
        **COALITION,
        OWN: GIFT,
        FOREIGN: GIFT,
        RECORDED: GIFT,
        CATALOGUE: ITEM,
        PROPOSED: "x",
        "plans/x.toml": "",
    }
    source = ShuffledSource(
        MappingSource(files),
        lambda listed: chance.sample(listed, len(listed)),  # type: ignore[attr-defined]  # a Random
    )
    shuffled = survey((LayerSource(name="", source=source),), NOWHERE)
    straight = survey(mapping_stack(files), NOWHERE)

    one, other = load(shuffled, NOWHERE), load(straight, NOWHERE)

    assert shuffled.digest == straight.digest
    assert [(file.path, file.faults) for file in one.files] == [
        (file.path, file.faults) for file in other.files
    ]
    assert [repr(record.data) for record in one] == [repr(record.data) for record in other]
    assert one.settings == other.settings


def test_kinds_are_listed_apart() -> None:
    workbook = _loaded({OWN: GIFT, CATALOGUE: ITEM})

    assert [record.id for record in workbook.of_kind(Kind.COMMITMENT)] == ["NOR-C-7K3Q"]
    assert workbook.of_kind(Kind.FUND) == ()


def test_any_change_of_a_byte_or_a_path_changes_the_digest() -> None:
    plans = [{OWN: GIFT}, {OWN: GIFT + "\n"}, {RECORDED: GIFT}, {**LAYER, f"layers/nordic/{OWN}": GIFT}, {}]

    digests = {survey(mapping_stack({**COALITION, **plan}), NOWHERE).digest for plan in plans}

    assert len(digests) == len(plans)


LESSON = 'kind = "statement"\ntitle = "a"\nsummary = "b"\nabout = ["shell", "fuze", "shell"]\n'
EDITS: Mapping[str, Sequence[str | None]] = {
    OWN: [GIFT + 'item = "fuze"\n', GIFT + 'item = "shell"\nnotes = "NOR-L-1A1A"\n', "x = ", None],
    RECORDED: [GIFT, GIFT + 'item = "fuze"\n', "x = ", None],
    FOREIGN: [GIFT, None],
    f"layers/nordic/{OWN}": [GIFT, None],
    "layers/nordic/plans/layer.toml": [LAYER["layers/nordic/plans/layer.toml"], "readers = 5\n", None],
    "layers/nordic/plans/nations/NOR/lessons/NOR-L-1A1A.toml": ["x", LESSON, None],
    CATALOGUE: [ITEM, ITEM + 'components = [{item = "fuze", per_unit = 1}]\n', "x", None],
    PROPOSED: [ITEM, None],
    "plans/catalogue/items/fuze.toml": [ITEM, ITEM + "# " + "x" * (1 << 20), None],
    "plans/nations/FIN/nation.toml": ['name = "Finland"\n', 'name = "Suomi"\n', "x", None],
    "plans/meetings/m1/meeting.toml": ['title = "a"\ndate = 2022-09-28\n', "x", None],
    "plans/meetings/m1/decisions/D-7K3Q.toml": ['text = "a"\n', 'text = "a"\nagenda = "G-1111"\n', None],
    "plans/workbook.toml": [COALITION["plans/workbook.toml"], "format = 99\n", "x"],
    "plans/stray.toml": ["", None],
    "plans/nations/NOR/commitments/.toml": [GIFT, None],
}
steps = st.dictionaries(st.sampled_from(sorted(EDITS)), st.integers(0, 3), min_size=1, max_size=4).map(
    lambda chosen: {path: EDITS[path][which % len(EDITS[path])] for path, which in chosen.items()}
)


def _seen(workbook: Workbook) -> object:
    """Say all that a plan tells, but not the order of indexes."""
    return (
        workbook.settings,
        [(file.path, file.blob, file.faults, repr(file.description)) for file in workbook.files],
        [file.path for file in workbook.counted],
        [(id, record.path, repr(record.data)) for id, record in workbook.records.items()],
        {id: [file.path for file in claims] for id, claims in workbook.claims.items()},
        workbook.outdone,
        {id: [(one.record.path, one.field) for one in named] for id, named in workbook.mentioned.items()},
        {
            field: [(one.record.path, one.field) for one in workbook.mentions_by([field])]
            for field in workbook.namings
        },
        {id: [record.path for record in records] for id, records in workbook.meetings.items()},
        [[record.path for record in workbook.of_kind(kind)] for kind in Kind],
        workbook.unreadable,
        {file.path for file in workbook.files if workbook.file_at(file.path) is not file},
        {file.path for file in workbook.counted if workbook.file_of(file.id) is not file},
    )


@law
@given(st.lists(steps, min_size=1, max_size=6))
def test_edited_plan_is_the_plan_read_afresh(history: list[dict[str, str | None]]) -> None:
    files, workbook = dict(COALITION), _loaded({})
    for step in history:
        files = {path: text for path, text in {**files, **step}.items() if text is not None}

        workbook = edited(
            workbook, {path: None if text is None else text.encode() for path, text in step.items()}
        )

        assert _seen(workbook) == _seen(load(survey(mapping_stack(files), NOWHERE), NOWHERE))


def test_edit_leaves_the_plan_as_it_was() -> None:
    before = _loaded({OWN: GIFT + 'item = "155mm-he"\n', **LAYER})
    seen = _seen(before)

    edited(before, {OWN: GIFT.encode(), RECORDED: GIFT.encode(), "layers/nordic/plans/layer.toml": None})

    assert _seen(before) == seen


def test_edited_plan_shares_what_stays() -> None:
    before = _loaded({OWN: GIFT})

    after = edited(before, {OWN: (GIFT + "quantity = 5\n").encode()})

    assert after.records["155mm-he"] is before.records["155mm-he"]
    assert after.settings is before.settings


def test_a_record_that_comes_or_goes_leaves_what_holds_for_the_whole_plan() -> None:
    before = _loaded({OWN: GIFT})

    after = edited(before, {OWN: None, "plans/nations/NOR/requests/NOR-R-11AB.toml": b'title = "Fuel"\n'})

    assert after.settings is before.settings


def test_a_layer_that_begins_or_ends_with_a_record_counts_for_the_whole_plan() -> None:
    record = f"layers/nordic/{OWN}"
    alone, with_layer = _loaded({OWN: GIFT}), _loaded({record: GIFT})

    assert "nordic" in edited(alone, {record: GIFT.encode()}).settings.layers
    assert "nordic" not in edited(with_layer, {record: None}).settings.layers
