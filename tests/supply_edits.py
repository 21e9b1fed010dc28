"""A small plan of products, components, works, orders and gifts, and texts that may stand there instead.

What is judged by item looks far: through components, mirrors, joint purchases, what stands in.
"""

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st

from tests.edits import Edit

_ITEMS = "plans/catalogue/items"
_PART = 'name = "a"\nkind = "component"\nunit = "each"\n'


def _item(name: str) -> str:
    return f"{_ITEMS}/{name}.toml"


def _made_of(*parts: str) -> str:
    each = (f'{{item = "{part}", per_unit = 2}}' for part in parts)
    return _PART + f"components = [{', '.join(each)}]\n"


def _needing(*parts: str) -> str:
    each = (f'{{item = "{part}", per_unit = 1, every_months = 9}}' for part in parts)
    return _PART + f"sustainment = [{', '.join(each)}]\n"


def _order(item: str, *lines: str, kind: str = "production", status: str = "committed") -> str:
    lot = 'lots = [{lot = "a", by = "2022-11", quantity = 90}]'
    head = [
        'title = "a"',
        f'kind = "{kind}"',
        f'item = "{item}"',
        "quantity = 90",
        f'status = "{status}"',
        lot,
    ]
    return "\n".join([*head, *lines, ""])


def _making(item: str, *lines: str) -> str:
    rates = 'rates = [{from = "2022-01", per_month = 20}]'
    return "\n".join([f'item = "{item}"', 'activity = "make"', rates, *lines, ""])


def _nation(code: str, folder: str, id: str) -> str:
    return f"plans/nations/{code}/{folder}/{code}-{id}.toml"


_PURCHASE = 'title = "a"\nitem = "shell"\nsupplier = "shell-works"\nstatus = "contracted"\n'
_GIFT = _order("gun", 'to = [{party = "UKR"}]', kind="donation")
_BARRELS = _order("barrel", 'to = [{party = "UKR"}]', kind="sustainment")
_LINERS = _BARRELS.replace("barrel", "liner")
_INSIDE = _order("rocket", 'procurement = "NLD-J-6N6N"', 'supplier = "shell-works"', kind="procurement")

SUPPLY_PATHS: Mapping[str, Sequence[str]] = {
    _item("shell"): [_made_of("casing", "fuze"), _made_of("fuze"), _made_of("casing"), _PART, "x = "],
    _item("rocket"): [_made_of("fuze"), _PART],
    _item("casing"): [_made_of("steel"), _made_of("steel", "shell"), _PART, _PART.replace("each", "TNE")],
    _item("fuze"): [
        _PART,
        _PART + 'obsolete = {since = "2019"}\n',
        _PART + 'stands_in_for = [{item = "steel"}]\n',
    ],
    _item("steel"): [_PART, _PART + 'retired = {on = 2022-01-01, reason = "x"}\n'],
    _item("gun"): [_needing("barrel"), _needing("barrel", "fuze"), _PART],
    _item("barrel"): [_PART, _PART.replace("each", "set"), _PART + 'obsolete = {last_order_by = "2021"}\n'],
    _item("liner"): [
        _PART + 'stands_in_for = [{item = "barrel", ratio = "1/2"}]\n',
        _PART + 'stands_in_for = [{item = "fuze", ratio = 2}]\n',
        _PART,
    ],
    "plans/catalogue/suppliers/shell-works.toml": [
        'name = "a"\nnation = "NOR"\n',
        'name = "a"\nnation = "SWE"\n',
        "x",
    ],
    _nation("NOR", "capacities", "K-1A1A"): [
        _making("shell", 'supplier = "shell-works"'),
        _making("rocket", 'supplier = "shell-works"'),
        _making("shell").replace("20", "90"),
    ],
    _nation("DEU", "capacities", "K-2B2B"): [_making("fuze"), _making("casing"), _making("steel")],
    _nation("SWE", "capacities", "K-3C3C"): [_making("steel"), _making("fuze")],
    _nation("NOR", "commitments", "C-7K3Q"): [
        _order("shell", 'supplier = "shell-works"'),
        _order("shell", 'procurement = "DEU-J-4T2X"', 'supplier = "shell-works"'),
        _order("rocket"),
        _order("shell", status="pledged"),
        "x = ",
    ],
    _nation("SWE", "commitments", "C-3F8K"): [
        _order("shell", 'counted_in = "NOR-C-7K3Q"'),
        _order("rocket", 'counted_in = "NOR-C-7K3Q"'),
        _order("casing"),
    ],
    "layers/nordic/" + _nation("NOR", "commitments", "C-9D0M"): [
        _order("shell", 'shared_as = "NOR-C-7K3Q"'),
        _order("rocket"),
    ],
    "layers/nordic/plans/layer.toml": ['name = "nordic"\nreaders = ["NOR", "SWE"]\n'],
    _nation("DEU", "procurements", "J-4T2X"): [_PURCHASE + "quantity = 90\n", _PURCHASE, "x = "],
    _nation("NOR", "commitments", "C-1G1G"): [
        _GIFT,
        _order("gun", kind="donation"),
        _order("gun", 'meets = [{request = "UKR-R-11AB"}]', kind="donation"),
    ],
    _nation("DEU", "commitments", "C-4K4K"): [_LINERS, _LINERS.replace("committed", "pledged")],
    _nation("NLD", "commitments", "C-5M5M"): [_INSIDE, _INSIDE.replace("shell-works", "unknown")],
    _nation("NLD", "procurements", "J-6N6N"): [
        _PURCHASE.replace('supplier = "shell-works"\n', "quantity = 9\n")
    ],
    _nation("UKR", "acceptances", "A-5H1M"): [
        'commitment = "NOR-C-1G1G"\nquantity = 40\n',
        'commitment = "SWE-C-2H2H"\nquantity = 40\n',
        'commitment = "NOR-C-1G1G"\nas = "origin"\nquantity = 40\n',
    ],
    _nation("SWE", "commitments", "C-2H2H"): [
        _BARRELS,
        _order("barrel", kind="sustainment"),
        _BARRELS.replace("barrel", "liner"),
        _BARRELS + 'counted_in = "NOR-C-1G1G"\n',
    ],
    _nation("UKR", "requests", "R-11AB"): ['title = "a"\nitem = "fuze"\n', 'title = "a"\nitem = "barrel"\n'],
}
SUPPLY_PLAN: Mapping[str, str] = {path: texts[0] for path, texts in SUPPLY_PATHS.items()}

_edits: st.SearchStrategy[Edit] = st.sampled_from(sorted(SUPPLY_PATHS)).flatmap(
    lambda path: st.tuples(st.just(path), st.sampled_from([*SUPPLY_PATHS[path], None]))
)
supply_histories = st.lists(st.lists(_edits, min_size=1, max_size=4), min_size=1, max_size=8)
