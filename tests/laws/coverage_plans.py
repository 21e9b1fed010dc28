"""Small plans of needs and offers, and edits of them, for laws of what is added up."""

from collections.abc import Mapping

from hypothesis import strategies as st

from tests.strategies import raw_quantities, toml_value
from workbook.check.examples import COALITION

_ITEM = 'name = "a"\nkind = "munition"\nunit = "each"\n'
_ITEMS = {
    "plans/catalogue/items/155mm-he.toml": [_ITEM, _ITEM + 'capability = "fires"\n'],
    "plans/catalogue/items/155mm-er.toml": [
        _ITEM + f'stands_in_for = [{{item = "155mm-he", ratio = {ratio}}}]\ncapability = "fires"\n'
        for ratio in ('"3/2"', '"1/3"', "2")
    ],
}
_REQUESTS = ("UKR-R-11AB", "UKR-R-22CD", "SWE-R-33EF")
_COMMITMENTS = ("NOR-C-7K3Q", "NOR-C-8H8H", "NLD-C-8M2P", "DEU-C-2B9C")
_ACCEPTANCES = ("UKR-A-5H1M", "UKR-A-6J2N", "SWE-A-5H1M")
_FOLDERS = {"R": "requests", "C": "commitments", "A": "acceptances"}
_times = st.sampled_from(
    [
        '"2022-11"',
        '"2023-Q1"',
        '"2023"',
        '{until = "2023-03"}',
        '{from = "2023-02"}',
        '"unknown"',
        "2022-08-01",
    ]
)
amounts = st.one_of(st.integers(0, 40), raw_quantities).map(toml_value)
_items = st.sampled_from(["155mm-he", "155mm-he", "155mm-er", "nasams", "undisclosed"])
_releases = st.sampled_from(["", "", "", 'release = "national"\n', 'release = ["NOR", "UKR"]\n'])
_held = st.sampled_from(["", "", 'release_fields = {quantity = "national"}\n'])


@st.composite
def requests(draw: st.DrawFn) -> str:
    item = draw(_items | st.just(""))
    named = f'item = "{item}"\n' if item else 'capability = "fires"\n'
    return (
        f'title = "a"\n{named}quantity = {draw(amounts)}\nneed_by = {draw(_times)}\n'
        + draw(
            st.sampled_from(["", 'per = "month"\n', 'per = "week"\n', 'status = "draft"\n', 'unit = "TNE"\n'])
        )
        + draw(st.sampled_from(["", *(f'substitutes = "{word}"\n' for word in ("yes", "no", "ask"))]))
        + draw(_releases)
        + draw(_held)
    )


@st.composite
def commitments(draw: st.DrawFn) -> str:
    status = draw(
        st.sampled_from(["committed", "committed", "delivering", "pledged", "cancelled", "delivered"])
    )
    meets = draw(
        st.lists(st.tuples(st.sampled_from(_REQUESTS), amounts), max_size=2, unique_by=lambda one: one[0])
    )
    lots = draw(st.lists(st.tuples(_times, amounts), max_size=3))
    return (
        f'title = "a"\nkind = "donation"\nstatus = "{status}"\nitem = "{draw(_items)}"\n'
        + f"quantity = {draw(amounts)}\nmeets = ["
        + ", ".join(f'{{request = "{id}", quantity = {amount}}}' for id, amount in meets)
        + "]\nlots = ["
        + ", ".join(
            f'{{lot = "{index}", by = {when}, quantity = {amount}}}'
            for index, (when, amount) in enumerate(lots)
        )
        + "]\n"
        + draw(st.sampled_from(["", "", 'counted_in = "NLD-C-8M2P"\n', 'shared_as = "NOR-C-7K3Q"\n']))
        + draw(_releases)
        + draw(_held)
    )


@st.composite
def acceptances(draw: st.DrawFn) -> str:
    request = draw(st.sampled_from(["", *(f'request = "{id}"\n' for id in _REQUESTS)]))
    return (
        f'commitment = "{draw(st.sampled_from(_COMMITMENTS))}"\n{request}quantity = {draw(amounts)}\n'
        + draw(_releases)
    )


def path_of(id: str, *, recorded: bool = False) -> str:
    """Give where a record of these plans lies."""
    owner, letter, _ = id.split("-")
    return f"plans/{'recorded' if recorded else 'nations'}/{owner}/{_FOLDERS[letter]}/{id}.toml"


_TEXTS: Mapping[str, st.SearchStrategy[str]] = {
    **{path_of(id): requests() for id in _REQUESTS},
    **{path_of(id): commitments() for id in _COMMITMENTS},
    **{path_of(id): acceptances() for id in _ACCEPTANCES},
    path_of("DEU-C-2B9C", recorded=True): commitments(),
    path_of("UKR-R-22CD", recorded=True): requests(),
    **{path: st.sampled_from(texts) for path, texts in _ITEMS.items()},
}
edits: st.SearchStrategy[tuple[str, str | None]] = st.sampled_from(sorted(_TEXTS)).flatmap(
    lambda path: st.tuples(st.just(path), st.none() | _TEXTS[path])
)
plans: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries({}, optional=_TEXTS).map(
    lambda files: {**COALITION, **files}
)
