"""Amounts, money and times as people write them: `about 20`, `1.5m EUR`, `by March 2023`.

Words flow in; the data that TOML holds for them flows out. What `show` prints of a value can be typed in
again. Words that could mean two things are refused. Which field they are for is not known here.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from workbook.model.currencies import CURRENCIES, WITHDRAWN
from workbook.model.dates import MONTHS
from workbook.model.money import Money
from workbook.model.number import plain
from workbook.model.quantity import UNDISCLOSED, UNKNOWN, Quantity
from workbook.model.share import Share
from workbook.model.when import UNDISCLOSED_TIME, UNKNOWN_TIME, When
from workbook.model.words import plain_value

QUANTITY_ADVICE = "write a number like 20, 20..30, about 20, at least 20, at most 20, unknown or undisclosed"
MONEY_ADVICE = "write an amount and its currency, like 1.5m EUR"
WHEN_ADVICE = (
    "write a day or period like 2022-09-28, 2022-09, 2022-Q4 or 2022, by 2023-03, from 2023, about 2023, "
    "2022-10..2023-03, unknown or undisclosed"
)
SHARE_ADVICE = "write a part of one like 1/3, 0.25 or 25%"

# `re` compiles a pattern when it is first used, and keeps it: most edits use none of these.
_NUMBER = (
    r"(?ai)([0-9]{1,3}(?:[,_' \u00a0\u202f][0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*"
    r"(k|m|mn|mio|bn|thousand|million|billion)?"
)
# Half of the world writes a thousand so; what is shown never ends in a zero behind a point.
_TWO_MEANINGS = r"(?a)([1-9][0-9]{0,2})\.([0-9]{2}0)"
_FACTORS = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "bn": 9, "billion": 9}
_ABOUT = r"(?i)(?:~|≈|about\s|around\s|roughly\s|approximately\s|approx\.?\s|circa\s|ca\.?\s)\s*(.+)"
_LEAST = r"(?i)(?:at least\s|from\s|min\.?\s|>=|≥)\s*(.+)|(.+?)\s*(?:\.\.|\+|or more)"
_MOST = r"(?i)(?:at most\s|up to\s|max\.?\s|<=|≤|\.\.)\s*(.+)|(.+?)\s*(?:or less|or fewer)"
_RANGE = r"(?i)(?:from\s+|between\s+)?(.+?)(?:\s*\.\.\s*|\s+to\s+|\s+and\s+|\s*[–—]\s*|\s+-\s+)(.+)"
_UNTIL = r"(?i)(?:until\s|till\s|by\s|no later than\s|up to\s|\.\.)\s*(.+)"
_SINCE = r"(?i)(?:from\s|since\s|as of\s)\s*(.+?)(?:\s+on(?:wards?)?)?|(.+?)\s*(?:\.\.|on(?:wards?)?)"
_YEAR_FIRST = r"(?a)([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?"
_QUARTER = r"(?ai)([0-9]{4})[-/ ]?q([1-4])|q([1-4])[-/ ]?([0-9]{4})"
_NAMED = r"(?ai)(?:([0-9]{1,2})\.?\s+)?([a-z]{3,9})\.?(?:\s+([0-9]{1,2})\s*,)?,?\s+([0-9]{4})"
_MONTHS = tuple(map(str.casefold, MONTHS))
_BEHIND = r"(?ai)(.+?)\s*\(?(?:currency\s+)?([a-z]{3}|unknown)\)?"
_BEFORE = r"(?ai)([a-z]{3}|unknown)\s*(.+)"
_OPEN = "unknown"
_DAY = r"(?a)[0-9]{4}-[0-9]{2}-[0-9]{2}"


def quantity_data(words: str) -> Any:
    """Read an amount with its doubt.

    Raises:
        ValueError: it is none; the text is an advice.
    """
    return _plain(plain_value(_quantity(words)))


def money_data(words: str) -> Any:
    """Read an amount of money, its currency before or behind it.

    Raises:
        ValueError: it is none; the text is an advice.
    """
    if words.casefold() in ("unknown", "undisclosed"):
        return plain_value(Money(_quantity(words), "unknown"))
    amount, code = _split_currency(words)
    try:
        value = Money(_quantity(amount), code)
    except ValueError as problem:
        said = str(problem)
        if said.startswith("write ") and said != QUANTITY_ADVICE:
            raise
        # The last letters of any word may be a currency: "Dollars" ends in that of Argentina.
        raise ValueError(f"{MONEY_ADVICE}; unknown is a currency too") from problem
    return {key: _plain(value) for key, value in plain_value(value).items()}


def when_data(words: str) -> Any:
    """Read a day, a period, or bounds of one.

    Raises:
        ValueError: it is none; the text is an advice.
    """
    try:
        value = _when(" ".join(words.split()))
    except ValueError as problem:
        said = str(problem).rpartition(": ")[2]
        raise ValueError(WHEN_ADVICE if said.endswith("wanted") else said) from problem
    return _with_days(plain_value(value))


def share_data(words: str) -> Any:
    """Read a part of one: a fraction, a decimal or a percentage.

    Raises:
        ValueError: it is none; the text is an advice.
    """
    text = words.replace(" ", "")
    try:
        if "/" in text:
            return Share.from_text(text).text
        number = _number(text.removesuffix("%"), SHARE_ADVICE)
        return _plain(number.scaleb(-2) if text.endswith("%") else number)
    except (ValueError, ArithmeticError) as problem:
        raise ValueError(SHARE_ADVICE) from problem


def number_data(words: str) -> Any:
    """Read a number, its thousands separated or not.

    Raises:
        ValueError: it is none; the text is an advice.
    """
    return _plain(_number(words, "write a number like 12"))


def has_two_meanings(words: str) -> bool:
    """Say whether a number may mean thousands as well as decimals: `1.500`."""
    return re.fullmatch(_TWO_MEANINGS, words.strip()) is not None


def _quantity(words: str) -> Quantity:
    text = " ".join(words.split())
    known = {"unknown": UNKNOWN, "?": UNKNOWN, "undisclosed": UNDISCLOSED, "-": UNDISCLOSED}
    if text.casefold() in known:
        return known[text.casefold()]
    if about := re.fullmatch(_ABOUT, text):
        number = _number(about[1], QUANTITY_ADVICE)
        return Quantity(number, number, about=True)
    if (least := re.fullmatch(_LEAST, text)) and not re.fullmatch(_RANGE, text):
        return Quantity(_number(least[1] or least[2], QUANTITY_ADVICE), None)
    if most := re.fullmatch(_MOST, text):
        return Quantity(Decimal(0), _number(most[1] or most[2], QUANTITY_ADVICE))
    if span := re.fullmatch(_RANGE, text):
        return _range(span[1], span[2])
    number = _number(text, QUANTITY_ADVICE)
    return Quantity(number, number)


def _range(first: str, last: str) -> Quantity:
    low, high = _number(first, QUANTITY_ADVICE), _number(last, QUANTITY_ADVICE)
    found_first, found_last = re.fullmatch(_NUMBER, first), re.fullmatch(_NUMBER, last)
    if found_first and found_last and found_last[3] and not found_first[3]:
        # "1..2m" means two millions twice; "500..2m" may mean either.
        scaled = _number(first + found_last[3], QUANTITY_ADVICE)
        if scaled > high:
            raise ValueError("write both ends in full, like 500000..2000000")
        low = scaled
    if low > high:
        raise ValueError("write the smaller number first")
    return Quantity(low, high)


def _number(words: str, advice: str) -> Decimal:
    found = re.fullmatch(_NUMBER, words.strip())
    if has_two_meanings(words) and advice is not SHARE_ADVICE:
        shorter = plain(Decimal(words.strip()))
        raise ValueError(f"write {words.strip().replace('.', '')} or {shorter}, as it may mean either")
    if not found:
        if re.fullmatch(r"[0-9]+,[0-9]{1,2}[a-z]*|[0-9]{1,3}(\.[0-9]{3}){2,}", words.strip(), re.ASCII):
            raise ValueError("write decimals behind a point, like 1.5, and thousands in threes, like 1,500")
        raise ValueError(advice)
    digits = re.sub(r"[^0-9]", "", found[1]) + (found[2] or "")
    return Decimal(digits).scaleb(_FACTORS.get((found[3] or "").casefold(), 0))


def _split_currency(words: str) -> tuple[str, str]:
    from difflib import get_close_matches

    text, seen = " ".join(words.split()), ""
    behind, before = re.fullmatch(_BEHIND, text), re.fullmatch(_BEFORE, text)
    for amount, code in ([behind.groups()] if behind else []) + ([before.groups()[::-1]] if before else []):
        if code.casefold() == _OPEN:
            return amount, _OPEN
        if code.upper() in CURRENCIES or code.upper() in WITHDRAWN:
            return amount, code.upper()
        seen = seen or (code.upper() if amount[-1:].isdigit() or amount[-1:] == " " else "")
    # The first two letters name the nation, so a slip is more often in the third.
    alike = [code for code in sorted(CURRENCIES) if seen and code[:2] == seen[:2]]
    near = alike or get_close_matches(seen, sorted(CURRENCIES), n=1)
    if near:
        raise ValueError(
            f"{seen} is no currency; did you mean {near[0]}? An amount and its currency are wanted"
        )
    raise ValueError(f"{MONEY_ADVICE}; unknown is a currency too")


def _when(text: str) -> When:
    known = {
        "unknown": UNKNOWN_TIME,
        "?": UNKNOWN_TIME,
        "undisclosed": UNDISCLOSED_TIME,
        "-": UNDISCLOSED_TIME,
    }
    if text.casefold() in known:
        return known[text.casefold()]
    if about := re.fullmatch(_ABOUT, text):
        return When.from_text(f"~{_period(about[1])}")
    if until := re.fullmatch(_UNTIL, text):
        return When.from_text(f"..{_period(until[1])}")
    if (span := re.fullmatch(_RANGE, text)) and _is_period(span[1]):
        return When.from_text(f"{_period(span[1])}..{_period(span[2])}")
    if since := re.fullmatch(_SINCE, text):
        return When.from_text(f"{_period(since[1] or since[2])}..")
    return When.from_text(_period(text))


def _is_period(text: str) -> bool:
    try:
        _period(text)
    except ValueError:
        return False
    return True


def _period(words: str) -> str:
    """Give a day, month, quarter or year in the form that TOML holds."""
    text = words.strip()
    if re.fullmatch(r"[0-9]{4}", text, re.ASCII):
        return text
    if found := re.fullmatch(_QUARTER, text):
        return f"{found[1] or found[4]}-Q{found[2] or found[3]}"
    if found := re.fullmatch(_YEAR_FIRST, text):
        return "-".join([found[1], *(part.zfill(2) for part in (found[2], found[3]) if part)])
    if found := re.fullmatch(_NAMED, text):
        months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[2].casefold())]
        day = found[1] or found[3]
        if len(months) == 1 and not (found[1] and found[3]):
            return f"{found[4]}-{months[0]:02}" + (f"-{int(day):02}" if day else "")
    raise ValueError(WHEN_ADVICE)


def _with_days(value: Any) -> Any:
    """Turn days into TOML dates, at any depth; other periods stay texts."""
    if isinstance(value, str):
        return date.fromisoformat(value) if re.fullmatch(_DAY, value) else value
    if isinstance(value, dict):
        return {key: _with_days(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_with_days(one) for one in value]
    return value


def _plain(value: Any) -> Any:
    """Turn whole decimals into whole numbers, at any depth."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
