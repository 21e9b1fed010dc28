"""Three versions of a file to merge: plain tables from a small world, and texts full of comments.

A small world of keys and values makes versions meet often: the same key changed twice, entries added at one
place, lists reordered.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations, permutations, product
from typing import Any

from hypothesis import strategies as st

from workbook.toml.values import value_text

KEYS = ["title", "item", "notes", "tags", "lots", "annex", "amended"]


def _orders(letters: str, most: int) -> list[list[str]]:
    return [list(order) for length in range(most + 1) for order in permutations(letters, length)]


# Whole values are drawn from pools: drawing them piece by piece would take most of the time of a law.
_SCALARS = [1, 2, True, "x", "y"]
_TEXTS = ["".join(f"{line}\n" for line in lines) for lines in _orders("abcd", 3) if lines]
_LISTS: list[Any] = [*_orders("abcd", 3), [1], [1, 2], [2, 1], [1, 1]]
_LOT: list[dict[str, Any]] = [{}, {"by": 1}, {"by": 2}, {"done": True}, {"by": 1, "done": True}]
_LOTS = [
    [{"lot": name, **_LOT[(shift + index) % len(_LOT)]} for index, name in enumerate(names)]
    for names in _orders("abc", 3)
    if names
    for shift in range(len(_LOT))
]
_INNER = [
    {key: value for key, value in zip(("on", "reason", "sizes"), values, strict=True) if value is not None}
    for values in product([None, 1, 2], [None, "x", "y"], [None, ["a"], ["a", "b"], ["b"]])
]
_POOL: list[Any] = [*_SCALARS, *_TEXTS, *_LISTS, *_LOTS, *_INNER]

# A key has mostly values of its own sort, so that versions meet, and at times one of any.
_SORTS: dict[str, list[Any]] = {
    "title": _SCALARS,
    "item": _SCALARS,
    "notes": _TEXTS,
    "tags": _LISTS,
    "lots": _LOTS,
}
_values = {key: st.sampled_from([None, *_SORTS.get(key, _INNER), *_POOL[:: len(_POOL) // 5]]) for key in KEYS}

tables: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(_values).map(
    lambda table: {key: value for key, value in table.items() if value is not None}
)
some_keys: st.SearchStrategy[set[str]] = st.sampled_from(
    [set(keys) for length in range(4) for keys in combinations(KEYS, length)]
)


three_versions: st.SearchStrategy[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = st.tuples(
    tables, tables, some_keys, tables, some_keys
).map(lambda drawn: (drawn[0], mixed(*drawn[:3]), mixed(drawn[0], *drawn[3:])))
"""A table, and two versions of it in which a few keys are changed, gone or new."""


def mixed(table: Mapping[str, Any], other: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """Give the table with what the other has at some keys, or has not."""
    both = {key: other.get(key) if key in keys else table.get(key) for key in {**table, **other}}
    return {key: value for key, value in both.items() if value is not None}


def written(table: Mapping[str, Any], remarks: Collection[str] = (), side: str = "") -> bytes:
    """Write a table as TOML, keys in order, with a side's remark above the statement of some keys."""
    statements: list[str] = []
    blocks: list[str] = []
    for key, value in sorted(table.items()):
        above = [remark(side, key)] if key in remarks else []
        if is_plain(value):
            statements += [*above, *_statement(key, value)]
        else:
            blocks += [line for block in _blocks(key, value, above) for line in block]
    return "".join(f"{line}\n" for line in [*statements, *blocks]).encode()


def is_plain(value: Any) -> bool:
    """Tell whether a value is written behind its key, and not as a block of its own."""
    return not isinstance(value, dict) and not (
        isinstance(value, list) and value and isinstance(value[0], dict)
    )


def remark(side: str, key: str) -> str:
    """Give the comment with which a side remarks on a key."""
    return f"# {side} on {key}"


def _blocks(key: str, value: Any, above: list[str]) -> Iterator[list[str]]:
    header = f"[[{key}]]" if isinstance(value, list) else f"[{key}]"
    for inner in value if isinstance(value, list) else [value]:
        yield ["", *above, header, *(line for pair in sorted(inner.items()) for line in _statement(*pair))]


def _statement(key: str, value: Any) -> list[str]:
    if isinstance(value, str) and "\n" in value:
        return [f'{key} = """', *value.splitlines(), '"""']
    return [f"{key} = {value_text(value)} # {key}"]
