"""Indexes of a plan that cost nothing until they are asked: drawn when asked for, and shared after an edit.

In: what an index is made of, or an index and what has changed. Out: mappings that behave as if all had been
written out. They hold what lies in layers at paths, or nothing that they know of.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, Protocol, TypeAlias, TypeVar, cast


class Placed(Protocol):
    """Anything that lies at a path of a layer."""

    @property
    def layer(self) -> str:
        """The name of the layer."""

    @property
    def path(self) -> str:
        """The path from the top of the shared layer."""


Lying = TypeVar("Lying", bound=Placed)
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Raw = TypeVar("Raw")
Grouped: TypeAlias = Mapping[Key, Sequence[Lying]]

# Past it, what was laid over an index is written into a new one.
_MOST_OVER = 20_000
_NOT_HERE: Any = object()


order: Callable[[Placed], tuple[str, str]] = attrgetter("layer", "path")
"""Gives the place of a thing in the order of layer and path."""


class Drawn(Mapping[Key, Value], Generic[Key, Raw, Value]):
    """An index whose values are drawn, each when it is first asked for."""

    def __init__(self, raw: Mapping[Key, Raw], draw: Callable[[Raw], Value]) -> None:
        self._raw = raw
        self._draw = draw
        self._drawn: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        if key not in self._drawn:
            self._drawn[key] = self._draw(self._raw[key])
        return self._drawn[key]

    def get(self, key: Key, default: Any = None) -> Any:
        """Give a value, as any mapping does: asked for so often that it is worth its own way."""
        value = self._drawn.get(key, _NOT_HERE)
        if value is not _NOT_HERE:
            return value
        return self[key] if key in self._raw else default

    def __contains__(self, key: object) -> bool:
        return key in self._raw

    def __iter__(self) -> Iterator[Key]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


class Late(Mapping[Key, Value]):
    """An index that is drawn whole, when anything of it is first asked for."""

    def __init__(self, draw: Callable[[], Mapping[Key, Value]]) -> None:
        self._draw = draw

    @cached_property
    def _drawn(self) -> Mapping[Key, Value]:
        return self._draw()

    def __getitem__(self, key: Key) -> Value:
        return self._drawn[key]

    def __contains__(self, key: object) -> bool:
        return key in self._drawn

    def __iter__(self) -> Iterator[Key]:
        return iter(self._drawn)

    def __len__(self) -> int:
        return len(self._drawn)


class Over(Mapping[Key, Value]):
    """An index with news laid over it; None takes an entry out. Keys that are new come last."""

    def __init__(self, below: Mapping[Key, Value], news: Mapping[Key, Value | None]) -> None:
        self._below: Mapping[Key, Value] = below._below if isinstance(below, Over) else below
        self._news: Mapping[Key, Value | None] = {**below._news, **news} if isinstance(below, Over) else news
        if len(self._news) > _MOST_OVER:
            self._below, self._news = dict(self.items()), {}

    def __getitem__(self, key: Key) -> Value:
        if key not in self._news:
            return self._below[key]
        value = self._news[key]
        if value is None:
            raise KeyError(key)
        return value

    def get(self, key: Key, default: Any = None) -> Any:
        """Give an entry, as any mapping does: asked for so often that it is worth its own way."""
        value = self._news.get(key, _NOT_HERE)
        if value is _NOT_HERE:
            return self._below.get(key, default)
        return default if value is None else value

    def __iter__(self) -> Iterator[Key]:
        yield from (key for key in self._below if self._news.get(key, self) is not None)
        yield from (key for key, value in self._news.items() if value is not None and key not in self._below)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def laid_over(below: Mapping[Key, Value], news: Mapping[Key, Value | None]) -> Mapping[Key, Value]:
    """Give an index with news laid over it; one that is written out is written out anew, for quick looks."""
    if type(below) is not dict:
        return Over(below, news)
    after = {**below, **news}
    for key in [key for key, value in news.items() if value is None]:
        del after[key]
    return cast(Mapping[Key, Value], after)


class Patched(Mapping[Key, Sequence[Lying]]):
    """An index of sequences in order of layer and path, from which things have gone and others come."""

    def __init__(
        self,
        below: Mapping[Key, Sequence[Lying]],
        steps: tuple[tuple[Grouped[Key, Lying], Grouped[Key, Lying]], ...] = (),
    ) -> None:
        self._below = below
        self._steps = steps
        self._known: dict[Key, Sequence[Lying]] = {}

    def then(self, gone: Grouped[Key, Lying], come: Grouped[Key, Lying]) -> "Patched[Key, Lying]":
        """Give the index after one more step; this one stays as it is."""
        after = Patched(self._below, (*self._steps, (gone, come)))
        if not self._known:
            return after
        touched = gone.keys() | come.keys()
        after._known = {key: known for key, known in self._known.items() if key not in touched}
        for key in touched & self._known.keys():
            after._known[key] = _stepped(key, self._known[key], ((gone, come),))
        return after

    def __getitem__(self, key: Key) -> Sequence[Lying]:
        found = self.get(key)
        if not found:
            raise KeyError(key)
        return cast(Sequence[Lying], found)

    def get(self, key: Key, default: Any = None) -> Any:
        """Give an entry, as any mapping does: asked for so often that it is worth its own way."""
        if key not in self._known:
            self._known[key] = _stepped(key, self._below.get(key, ()), self._steps)
        return self._known[key] or default

    def __iter__(self) -> Iterator[Key]:
        come = (key for _, some in self._steps for key in some)
        yield from (key for key in dict.fromkeys((*self._below, *come)) if self.get(key))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def grouped(things: Iterable[Lying], key_of: Callable[[Lying], Key]) -> Grouped[Key, Lying]:
    """Group things by a key, each group in the order given."""
    found: dict[Key, list[Lying]] = {}
    for one in things:
        found.setdefault(key_of(one), []).append(one)
    return found


def _stepped(
    key: Key, whole: Sequence[Lying], steps: Iterable[tuple[Grouped[Key, Lying], Grouped[Key, Lying]]]
) -> Sequence[Lying]:
    left: list[Lying] | None = None
    for gone, come in steps:
        if key in gone or key in come:
            left = list(whole) if left is None else left
            for one in gone.get(key, ()):
                del left[bisect_left(left, order(one), key=order)]
            for one in come.get(key, ()):
                insort(left, one, key=order)
    return whole if left is None else tuple(left)
