"""The calendar on the wall: the one place where the program asks what day it is."""

from datetime import date, datetime


def today_here() -> date:
    """Read the day where the computer is."""
    return datetime.now().astimezone().date()
