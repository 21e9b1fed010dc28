"""TOML documents to try laws on: every spelling that TOML allows, valid by construction.

Names are drawn before they are spelled, so that no table gets the same key twice. What a document
means is for the parser to tell; only its text is made here.
"""

from collections.abc import Sequence
from functools import cache

from hypothesis import strategies as st

_BARE = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_"
_VISIBLE = st.characters(codec="utf-8", exclude_categories=["Cc"])
_AWKWARD = st.sampled_from(
    ["", " ", ".", "#", "=", "a.b", "[x]", "'", '"', "\\", "é", "🚢", "\n", "1", "true", "\x85"]
)

spaces = st.sampled_from(["", "", " ", " ", "  ", "\t"])
newlines = st.sampled_from(["\n", "\n", "\n", "\r\n"])
names = st.one_of(
    st.sampled_from(["a", "b", "c", "lots", "by", "item"]),
    st.text(_BARE, min_size=1, max_size=6),
    _AWKWARD,
    st.text(_VISIBLE, max_size=4),
)
comments = st.text(st.one_of(_VISIBLE, st.sampled_from("\t'\"[]{}=,#.")), max_size=12).map("#".__add__)


def _escaped(text: str) -> str:
    """Spell a text for between double quotes, by the escapes it cannot do without."""
    return "".join(_ESCAPES.get(sign, sign) if sign >= " " else f"\\u{ord(sign):04X}" for sign in text)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\x7f": "\\x7F", "é": "\\xe9", "🚢": "\\U0001F6A2"}


@st.composite
def keys(draw: st.DrawFn, name: str) -> str:
    """Spell one part of a key in one of the ways open to it."""
    spellings = [f'"{_escaped(name)}"']
    if name and set(name) <= set(_BARE):
        spellings += [name, name, name]
    if "'" not in name and name.isprintable():
        spellings.append(f"'{name}'")
    return draw(st.sampled_from(spellings))


@st.composite
def dotted(draw: st.DrawFn, parts: Sequence[str]) -> str:
    """Spell a key of one or more parts, with spaces around some of its dots."""
    spelled = [draw(keys(part)) for part in parts]
    gap = draw(spaces) + "." + draw(spaces) if len(parts) > 1 else ""
    return gap.join(spelled)


whole_numbers = st.one_of(
    st.integers().map(str),
    st.integers(min_value=0).map("+{}".format),
    st.integers(min_value=1000).map("{:_}".format),
    st.integers(min_value=0).map(hex),
    st.integers(min_value=0).map(oct),
    st.integers(min_value=0).map(bin),
)
decimals = st.one_of(
    st.from_regex(r"[+-]?(0|[1-9][0-9]{0,4})\.[0-9]{1,4}([eE][+-]?[0-9]{1,2})?", fullmatch=True),
    st.sampled_from(["inf", "-inf", "+inf", "nan", "-nan", "1e6", "1_0.0_1", "-0.0"]),
)
_dates = st.dates().map(str)
_times = st.from_regex(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,8})?)?", fullmatch=True)
_zones = st.one_of(st.sampled_from(["", "Z", "z"]), st.from_regex(r"[+-]0[0-9]:[0-5][0-9]", fullmatch=True))
moments = st.one_of(
    _dates, _times, st.builds("{}{}{}{}".format, _dates, st.sampled_from("Tt "), _times, _zones)
)


@st.composite
def strings(draw: st.DrawFn) -> str:
    """Spell a string in one of TOML's four ways, quotes and all."""
    quote = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    pieces = st.one_of(
        st.text(_VISIBLE, max_size=4), st.sampled_from(["#", "]", ",", "=", "'", '"', "\t", "é"])
    )
    text = "".join(draw(st.lists(pieces, max_size=5))).replace("\\", "").replace(quote[0], "")
    if quote[0] == '"':
        text += draw(
            st.sampled_from(["", "", '\\"', "\\\\", "\\n", "\\u00e9", "\\U0001F6A2", "\\x41", "\\e"])
        )
    if len(quote) == 1:
        return quote + text + quote
    inside = draw(st.sampled_from(["", quote[0] + "x", quote[0] * 2 + "x"]))
    breaks = ["", "\n", "\r\n", "\n# no comment\n[no]\n"] + (["\\\n  "] if quote[0] == '"' else [])
    last = draw(st.sampled_from(["", quote[0], quote[0] * 2]))
    return (
        quote + draw(st.sampled_from(breaks)) + text + draw(st.sampled_from(breaks)) + inside + last + quote
    )


scalars = st.one_of(strings(), whole_numbers, decimals, moments, st.sampled_from(["true", "false"]))


# What may stand between the elements of an array or inline table: spaces, or also lines and comments.
_broken = st.builds("{}{}{}{}".format, spaces, st.one_of(st.just(""), comments), newlines, spaces)
gaps = st.one_of(spaces, spaces, spaces, _broken, st.builds("{}{}".format, _broken, _broken))


_last_commas = st.sampled_from(["", ","])
_kinds = st.sampled_from(["scalar", "scalar", "array", "table"])


@st.composite
def _listed(draw: st.DrawFn, opening: str, elements: Sequence[str], closing: str) -> str:
    spaced = [draw(gaps) + element + draw(gaps) for element in elements]
    inside = ",".join(spaced) + (draw(_last_commas) if elements else "")
    return opening + inside + draw(gaps) + closing


@cache
@st.composite
def values(draw: st.DrawFn, depth: int = 2) -> str:
    """Spell a value: mostly a scalar, else an array or an inline table of values less deep."""
    kind = draw(_kinds) if depth else "scalar"
    if kind == "array":
        elements: list[str] = draw(st.lists(values(depth - 1), max_size=3))
        return draw(_listed("[", elements, "]"))
    if kind == "table":
        return draw(_listed("{", draw(pairs(draw(_names(3)), depth - 1)), "}"))
    return draw(scalars)


@cache
def _names(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(names, max_size=most, unique=True)


@st.composite
def pairs(draw: st.DrawFn, below: Sequence[str], depth: int = 2, prefix: tuple[str, ...] = ()) -> list[str]:
    """Spell `key = value` for each name; some become tables, made by several dotted keys."""
    spelled: list[str] = []
    for name in below:
        path = (*prefix, name)
        inner = draw(_names(3)) if len(path) < 3 and draw(st.integers(0, 4)) == 0 else []
        if inner:
            spelled += draw(pairs(inner, depth, path))
        else:
            equals = draw(spaces) + "=" + draw(spaces)
            spelled.append(draw(dotted(path)) + equals + draw(values(depth)))
    return spelled


_rests = st.one_of(spaces, spaces, st.builds("{}{}".format, spaces, comments))
_blanks = st.sampled_from(["", "", "", "\n", "  \r\n", "# between\n"])


@st.composite
def _ending(draw: st.DrawFn) -> str:
    return draw(_rests) + draw(newlines) + draw(_blanks)


@st.composite
def _table(draw: st.DrawFn, path: tuple[str, ...]) -> tuple[str, list[str]]:
    """Spell what stands below a header, and the blocks of the tables inside it, in any order."""
    own = draw(_names(4))
    inner = draw(_halves) * len(own) // 4 if len(path) < 3 else 0
    lines = draw(pairs(own[inner:]))
    text = "".join(draw(spaces) + line + draw(_ending()) for line in lines)
    blocks = [block for name in own[:inner] for block in draw(_blocks((*path, name)))]
    return text, draw(st.permutations(blocks))


_halves = st.integers(0, 2)


@st.composite
def _blocks(draw: st.DrawFn, path: tuple[str, ...]) -> list[str]:
    """Spell a table and those inside it as blocks free to move, or an array of tables as one block."""
    entries = draw(_counts)
    if entries:
        return ["".join(draw(_block(path, "[[", "]]")) for _ in range(entries))]
    text, blocks = draw(_table(path))
    header = draw(_header(path, "[", "]"))
    return blocks if blocks and not text else [header + text, *blocks]


_counts = st.sampled_from([0, 0, 0, 1, 2, 3])


@st.composite
def _block(draw: st.DrawFn, path: tuple[str, ...], opening: str, closing: str) -> str:
    text, blocks = draw(_table(path))
    return draw(_header(path, opening, closing)) + text + "".join(blocks)


@st.composite
def _header(draw: st.DrawFn, path: tuple[str, ...], opening: str, closing: str) -> str:
    inside = draw(spaces) + draw(dotted(path)) + draw(spaces)
    return draw(spaces) + opening + inside + closing + draw(_ending())


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """Draw the bytes of a whole document, with or without a byte order mark and a last line end."""
    start = draw(st.sampled_from(["", "", "", "\ufeff", "\n", "# top\r\n"]))
    top, blocks = draw(_table(()))
    end = draw(st.sampled_from(["", "", "# end", "  ", "\n\n"]))
    return (start + top + "".join(blocks) + end).encode()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a document with a few bytes put in, taken out, replaced, or cut off its end."""
    data = draw(documents())
    bytes_drawn = st.one_of(
        st.integers(0, 255), st.sampled_from(b"\"'[]{}#=.,\\\r\n \t019-+eExTZ:_\x00\xe2\x80")
    )
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        byte = bytes([draw(bytes_drawn)])
        change = draw(st.sampled_from(["insert", "delete", "replace", "cut", "repeat"]))
        changed = {
            "insert": data[:at] + byte + data[at:],
            "delete": data[:at] + data[at + 1 :],
            "replace": data[:at] + byte + data[at + 1 :],
            "cut": data[:at],
            "repeat": data[:at] + data[max(0, at - 9) :],
        }
        data = changed[change]
    return data
