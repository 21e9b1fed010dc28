"""Days, periods and moments as people write them: `7 April 2023`, `Q4 2022`, `until August 2023`.

In: dates, times of records. Out: plain text on one line, nothing left out or rounded.
"""

from datetime import date, datetime, timedelta
from functools import lru_cache

from workbook.model.speech import say
from workbook.model.when import When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_text(day: date) -> str:
    """Print a day: `28 September 2022`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def clock_text(moment: datetime) -> str:
    """Print a clock time with its zone: `09:30 (UTC+02:00)`."""
    offset = moment.utcoffset() or timedelta(0)
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    zone = f"UTC{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"
    return f"{moment:%H:%M} ({zone})"


def moment_text(moment: datetime) -> str:
    """Print a day and a clock time, to the second where that says more: `1 June 2023, 09:30 (UTC)`."""
    if moment.microsecond:
        return moment.isoformat(sep=" ")
    clock = f"{moment:%H:%M:%S}" if moment.second or moment.tzinfo is None else clock_text(moment)
    return say("{day}, {clock}", day=day_text(moment.date()), clock=clock)


@lru_cache(maxsize=4096)
def period_text(text: str) -> str:
    """Print a day, month, quarter or year from its TOML form: `August 2023`, `Q4 2022`."""
    match text.split("-"):
        case [year]:
            return year
        case [year, part] if part.startswith("Q"):
            return say("{quarter} {year}", quarter=part, year=year)
        case [year, month]:
            return f"{MONTHS[int(month) - 1]} {year}"
    return day_text(date.fromisoformat(text))


def time_text(when: When) -> str:
    """Print a time as it stands: `7 April 2023`, `about Q4 2022`, `until August 2023`, `2022 to 2023`."""
    if not when.is_known:
        return str(when)
    if when.text.startswith("~"):
        return say("about {time}", time=period_text(when.text[1:]))
    first, dots, last = when.text.partition("..")
    if not dots:
        return period_text(first)
    if not first:
        return say("until {time}", time=period_text(last))
    if not last:
        return say("from {time}", time=period_text(first))
    return say("{first} to {last}", first=period_text(first), last=period_text(last))


def labelled_time(label: str, when: When) -> str:
    """Print a time behind what it is called: `by May 2023`, and `at the latest` of a limit."""
    is_limit = when.text.startswith("..") and label.lower().endswith(("by", "until"))
    if not is_limit:
        return f"{label} {time_text(when)}"
    return say("{label} {time} at the latest", label=label, time=period_text(when.text[2:]))
