"""The calendar on the wall: the one place where the program asks what day it is."""

from datetime import date, datetime

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that a day may be taken from."""


def today_here() -> date:
    """Read the day where the computer is."""
    return datetime.now().astimezone().date()
