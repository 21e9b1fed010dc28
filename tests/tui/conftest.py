"""Norway's staff at the screens: keys and clicks go in, what is shown and what is saved come out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from functools import wraps
from typing import Any

from textual import _wait
from textual.message import Message
from textual.notifications import Notify
from textual.pilot import Pilot

from tests.cli.conftest import TODAY, Bench, _own_settings, bench, made_plan, norway, plan
from workbook.desk.session import Session
from workbook.tui.app import WorkbookApp
from workbook.tui.screens.waiting import Waiting

__all__ = ["_own_settings", "bench", "made_plan", "norway", "plan"]
_CALM_LOOKS = 2
WIDE, NARROW = (120, 36), (80, 24)
# Textual looks every 20 ms whether all is calm, four times a key; by looking more often it is seen sooner.
_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = 1 / 250, 1 / 5000


class Hand:
    """Somebody at the screens."""

    def __init__(self, app: WorkbookApp, pilot: "Pilot[int]", heard: Sequence[str] = ()) -> None:
        self.app = app
        self.pilot = pilot
        self._heard = heard

    @property
    def session(self) -> Session:
        """The session that the screens show."""
        return self.app.session

    async def press(self, *keys: str) -> None:
        """Press keys, one after another, and wait until all is drawn and done."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def type(self, text: str) -> None:
        """Type text."""
        named = {" ": "space", "/": "slash", "=": "equals_sign", "<": "less_than_sign", "-": "minus"}
        await self.pilot.press(*(named.get(letter, letter) for letter in text))
        await self.rest()

    async def click(self, selector: str, at: tuple[int, int] = (2, 0), times: int = 1) -> None:
        """Click into a widget, at a place counted from its corner."""
        await self.pilot.click(selector, offset=at, times=times)
        await self.rest()

    async def rest(self) -> None:
        """Wait until workers are done, no window waits for one, and everything is drawn.

        One look is not enough: on a busy machine a screen may be about to come, or a worker to begin.
        """
        calm = 0
        while calm < _CALM_LOOKS:
            screen = self.app.screen
            await self.pilot.pause()
            at_work = [one for one in self.app.workers if not one.is_finished]
            # What a worker is refused is told by its screen; whether it is told is for the test to say.
            await asyncio.gather(*(one.wait() for one in at_work), return_exceptions=True)
            is_calm = screen is self.app.screen and screen.is_mounted and not at_work
            calm = calm + 1 if is_calm and not isinstance(screen, Waiting) else 0

    def shown(self) -> str:
        """Give what stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join(strip.text.rstrip() for strip in strips)

    def told(self) -> str:
        """Give all that was ever told in notifications, also what gave way to the next."""
        return "\n".join(self._heard)


@asynccontextmanager
async def at_work(
    plan: Bench, size: tuple[int, int] = WIDE, *, read_only: bool = False, messages: bool = False
) -> AsyncIterator[Hand]:
    """Open the screens on a plan; what is told is drawn over them where `messages` are asked for."""
    session = Session.open(plan.folder, today=date.fromisoformat(TODAY), read_only=read_only)
    app = WorkbookApp(session)
    heard: list[str] = []

    def hear(message: Message) -> None:
        if isinstance(message, Notify):
            heard.append(message.notification.message)

    async with app.run_test(size=size, notifications=messages, message_hook=hear) as pilot:
        hand = Hand(app, pilot, heard)
        await hand.rest()
        yield hand


def journey(steps: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Let pytest run an asynchronous test."""

    @wraps(steps)
    def run(**fixtures: Any) -> None:
        async def go() -> None:
            await steps(**fixtures)

        asyncio.run(go())

    return run
