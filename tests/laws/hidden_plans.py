"""Pairs of plans that differ only in what one audience may not see, to try the law of non-interference on.

`Twins` are two plans, each as paths and texts: what the audience may see is the same in both, in other order;
hidden records, held-back fields and bookkeeping are drawn anew for each.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from tests.strategies import toml_text
from workbook.model.fields import Code, Field, fields_of, inner_table
from workbook.model.kind import LETTERS, MEETING_FOLDERS, NATION_FOLDERS, Kind
from workbook.model.kinds import STRUCTS
from workbook.model.money import Money
from workbook.model.quantity import Quantity
from workbook.model.share import Share
from workbook.model.when import When
from workbook.records.paths import path_of
from workbook.release.holding import BOOKKEEPING

MEETING, PAST, SECRET = "2022-09-28-brussels", "2022-06-15-madrid", "2022-09-27-nowhere"
FIRST_DAY = date(2022, 6, 1)

# How a record can say that an audience may read it.
_SHOWING: Mapping[str, Sequence[str]] = {
    "public": ['"public"'],
    "members": ['"public"', '"members"', ""],
    "SWE": ['"public"', '"members"', "", '["SWE"]', '["NLD", "SWE"]'],
    "NLD,SWE": ['"public"', '"members"', "", '["NLD", "SWE"]'],
}
AUDIENCES = tuple(_SHOWING)
# How it can say that the audience may not, or say so that nobody is sure.
_HIDING = (
    'release = "national"\n',
    'release = ["USA", "DEU"]\n',
    "release = 5\n",
    'relase = "national"\n',
    '[release_fields]\nnonsense = "national"\n',
    "[[[\n",
)


class Place(NamedTuple):
    """Where a record lies."""

    kind: Kind
    id: str
    owner: str = ""
    recorded: bool = False
    meeting: str = ""

    @property
    def path(self) -> str:
        """Its path in a plan of one layer."""
        return path_of(self.kind, self.id, owner=self.owner, recorded=self.recorded, meeting=self.meeting)


def _of_nation(owner: str, end: str, *, recorded: bool = False) -> list[Place]:
    kinds = [kind for kind in NATION_FOLDERS.values() if kind in LETTERS]
    return [Place(kind, f"{owner}-{LETTERS[kind]}-{end}", owner, recorded) for kind in kinds]


def _of_meeting(meeting: str, end: str) -> list[Place]:
    within = [Place(kind, f"{LETTERS[kind]}-{end}", "", False, meeting) for kind in MEETING_FOLDERS.values()]
    return [Place(Kind.MEETING, meeting, "", False, meeting), *within]


_SHOWN = [
    *_of_nation("NOR", "11AB"),
    *_of_nation("SWE", "22CD"),
    *_of_nation("UKR", "33EF", recorded=True),
    *_of_meeting(MEETING, "1111"),
    *_of_meeting(PAST, "2222"),
    Place(Kind.ITEM, "155mm-he"),
    Place(Kind.ITEM, "patrol-boat", "NOR"),
    Place(Kind.SUPPLIER, "shell-works"),
    Place(Kind.NATION, "NOR", "NOR"),
]
_ALWAYS = [place for place in _SHOWN if place.meeting == MEETING or place.kind is Kind.COMMITMENT]
# What coverage is worked out from.
COVERING = [
    one for one in _SHOWN if one.kind in (Kind.MEETING, Kind.COMMITMENT, Kind.REQUEST, Kind.ACCEPTANCE)
]
_HIDDEN = [
    *_of_nation("USA", "00YY"),
    *_of_nation("DEU", "00ZZ"),
    *_of_nation("NOR", "00XX"),
    # These claim ids of records that are shown.
    *_of_nation("NOR", "11AB", recorded=True),
    *_of_nation("UKR", "33EF"),
    *_of_meeting(SECRET, "0000"),
    *_of_meeting(MEETING, "0001")[1:],
    Place(Kind.ITEM, "secret-shell"),
    Place(Kind.ITEM, "secret-boat", "USA"),
    Place(Kind.SUPPLIER, "secret-works"),
    Place(Kind.NATION, "DEU", "DEU"),
    Place(Kind.NATION, "ESP", "ESP"),
]
_PLACES = (*_SHOWN, *_HIDDEN)
_TEXTS = (
    "Shells",
    "Soon",
    "As _USA-C-00YY_ says",
    "usa-c-00yy and D-0000",
    "NOR\u2013C\u201311AB",
    "DEU-R-00ZZ",
    "G-1111",
    "quantity",
)
_CODES: Mapping[Code, Sequence[str]] = {
    Code.CURRENCY: ("EUR", "USD", "unknown"),
    Code.UNIT: ("each", "set", "TNE"),
}
_PARTIES = ("NOR", "SWE", "UKR", "USA", "DEU", "nordics")
_days = st.integers(0, 400).map(lambda number: FIRST_DAY + timedelta(days=number))
_quantities = st.sampled_from(
    [0, 1, 20, 900, Decimal("3.5"), {"about": 40}, {"from": 10, "to": 30}, {"at_least": 5}, "unknown"]
)
_VALUES: Mapping[Any, st.SearchStrategy[Any]] = {
    Quantity: _quantities,
    Money: st.fixed_dictionaries({"amount": _quantities, "currency": st.sampled_from(["EUR", "USD"])}),
    When: _days | st.sampled_from(["2022", "2022-Q4", "unknown", {"until": "2023-02"}]),
    Share: st.sampled_from(["1/2", "1/3"]),
    str: st.sampled_from(_TEXTS),
    int: st.integers(1, 90),
    bool: st.booleans(),
    date: _days,
    datetime: _days.map(lambda day: datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)),
    Any: st.integers(1, 90),
}


def tables(struct: type[msgspec.Struct]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a sound table that names other records, shown, hidden and absent."""
    left_out = BOOKKEEPING | ({"retired"} if struct is STRUCTS[Kind.MEETING] else set())
    shown = [field for field in fields_of(struct) if field.key not in left_out]
    required = {field.key: _value(field) for field in shown if field.required}
    optional = {field.key: _value(field) for field in shown if not field.required}
    return st.fixed_dictionaries(required, optional=optional)


def _value(field: Field) -> st.SearchStrategy[Any]:
    if get_origin(field.type) is tuple:
        table = inner_table(field.type)
        inner = tables(table) if table is not None else _one(field, get_args(field.type)[0])
        return st.lists(inner, min_size=1, max_size=2)
    table = inner_table(field.type)
    if table is not None:
        return tables(table)
    if get_origin(field.type) is dict:
        return st.just({})
    return _one(field, field.type)


def _ids(kinds: Sequence[str]) -> list[str]:
    """List the ids that a reference to these kinds may name, and two that lead nowhere."""
    found = {place.id for place in _PLACES if place.kind in kinds or "*" in kinds}
    return sorted(found | {"NOR-C-9999", "unknown"})


def _one(field: Field, wanted: Any) -> st.SearchStrategy[Any]:
    if field.refers:
        return st.sampled_from(_ids(field.refers))
    if field.code is not None:
        return st.sampled_from(_CODES.get(field.code, _PARTIES))
    if field.key == "nsn":
        return st.just("1320-12-345-6789")
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return st.sampled_from([str(one.value) for one in wanted])
    return _VALUES[wanted]


class Twins(NamedTuple):
    """Two plans of which one audience sees the same."""

    audience: str
    one: Mapping[str, str]
    other: Mapping[str, str]


_GROUPS = '[groups]\nmembers = ["USA", "NOR", "NLD", "SWE", "DEU", "UKR"]\nnordics = ["NOR", "SWE"]\n'
_MANIFEST = f'format = 1\ntitle = "Coalition"\nsecretariat = "USA"\nbase_currency = "EUR"\n\n{_GROUPS}'
_LAYERS = {
    "plans/layer.toml": 'name = "shared"\nreaders = "members"\n',
    "layers/pair/plans/layer.toml": 'name = "pair"\nreaders = ["NLD", "SWE"]\n',
}


@st.composite
def twins(draw: st.DrawFn, audiences: Sequence[str] = AUDIENCES, always: Sequence[Place] = _ALWAYS) -> Twins:
    """Draw two plans that differ only in what an audience may not see, which sees some records always."""
    audience = draw(st.sampled_from(audiences))
    one, other = {"plans/workbook.toml": _MANIFEST, **_LAYERS}, {"plans/workbook.toml": _MANIFEST, **_LAYERS}
    shown = [*always, *draw(st.lists(st.sampled_from(_SHOWN), unique=True, max_size=12))]
    for place in shown:
        path, first, second = draw(_shown(place, audience))
        one[path], other[path] = first, second
    # What is shown in one plan may be hidden in another, an earlier one.
    others = [one for one in _SHOWN if one not in shown and one.owner not in audience.split(",")]
    for files in (one, other):
        files.update(draw(hidden([*_HIDDEN, *others])))
    if draw(st.booleans()):
        other = {_renamed(path): _renamed(text) for path, text in other.items()}
    return Twins(audience, one, {path: other[path] for path in draw(st.permutations(sorted(other)))})


_OTHER_IDS = {
    "00YY": "00WW",
    "00yy": "00ww",
    "00ZZ": "00VV",
    "00XX": "00TT",
    "-0000": "-0002",
    "secret-": "covert-",
}


def _renamed(text: str) -> str:
    """Give hidden records other ids, also where shown records name them."""
    for id, new in _OTHER_IDS.items():
        text = text.replace(id, new)
    return text


@st.composite
def _shown(draw: st.DrawFn, place: Place, audience: str) -> tuple[str, str, str]:
    """Draw a record that an audience may read, in two wordings between which it sees no difference."""
    struct = STRUCTS[place.kind]
    same = draw(tables(struct))
    # An owner always reads its own.
    holdable = [] if place.owner == audience else _holdable(struct)
    held = draw(st.lists(st.sampled_from(holdable), unique=True, max_size=2)) if holdable else []
    other = draw(tables(struct))
    changed = {field: other.get(field, same.get(field)) for field in held}
    changed |= {key: value for key, value in same.items() if key not in changed}
    release = draw(st.sampled_from(_SHOWING[audience]))
    layer = "layers/pair/" if audience in ("SWE", "NLD,SWE") and draw(st.booleans()) else ""
    tail = f"release = {release}\n" if release else ""
    holds = "".join(f'{field} = ["USA"]\n' for field in held)
    texts = []
    for table in (same, {key: value for key, value in changed.items() if value is not None}):
        seen = "".join(
            f'[[acknowledged]]\ncode = "WB30{number}"\nreason = "Seen"\n' for number in draw(_acknowledged)
        )
        # A file without a byte is a record too; a text without one stands for no file.
        text = f"{toml_text(table)}{tail}{f'[release_fields]{chr(10)}{holds}' if holds else ''}{seen}"
        texts.append(text or "\n")
    return f"{layer}{place.path}", texts[0], texts[1]


_acknowledged = st.lists(st.integers(1, 9), max_size=2, unique=True)


def _holdable(struct: type[msgspec.Struct]) -> list[str]:
    """List the fields that may be held back by themselves: those that can be left out."""
    kinds = (Quantity, Money, When, str)
    optional = [field for field in fields_of(struct) if not field.required]
    return [one.key for one in optional if one.type in kinds or get_origin(one.type) is tuple]


@st.composite
def hidden(draw: st.DrawFn, places: Sequence[Place]) -> dict[str, str]:
    """Draw files of which an audience outside the United States and Germany may see nothing."""
    files: dict[str, str] = {}
    for place in draw(st.lists(st.sampled_from(places), unique=True, max_size=8)):
        text = toml_text(draw(tables(STRUCTS[place.kind])))
        if draw(st.booleans()):
            files[place.path] = text + draw(st.sampled_from(_HIDING))
        else:
            files[f"layers/usa/{place.path}"] = text
            files["layers/usa/plans/layer.toml"] = 'name = "usa"\nreaders = ["USA"]\n'
    return files
