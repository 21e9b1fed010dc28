"""A line to type in, in which every key takes effect in the order in which keys were pressed.

In: keys. Out: the messages of `Input`. Textual inserts letters at once, but lets other keys travel up to the
application before they act: where keys come quickly, as over a slow line, Ctrl+U would delete what was typed
after it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from workbook.model.display import clean_line

Deed = Callable[[], object]
_NOTHING: Mapping[str, Deed] = MappingProxyType({})


class TypingLine(Input):
    """An `Input` that acts on its own keys itself; `deeds` are what other keys do, by name."""

    # In Textual the whole screen is laid out anew whenever this changes, which is at every letter; but the
    # line stays as wide as it is, and scrolls.
    virtual_size = Reactive(Size(0, 0))

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
        max_length: int = 0,
        compact: bool = True,
        select_on_focus: bool = True,
        deeds: Mapping[str, Deed] = _NOTHING,
    ) -> None:
        super().__init__(
            clean_line(value),
            placeholder=placeholder,
            id=id,
            classes=classes,
            max_length=max_length,
            compact=compact,
            select_on_focus=select_on_focus,
        )
        self._deeds = deeds

    def _on_paste(self, event: events.Paste) -> None:
        """Take all of what is pasted; Textual keeps its first line only."""
        event.stop()
        event.prevent_default()
        text = " ".join(filter(None, map(str.strip, event.text.splitlines())))
        self.replace(text, *self.selection)

    async def _on_key(self, event: events.Key) -> None:
        deed, own = self._deeds.get(event.key), self._bindings.key_to_bindings.get(event.key, ())
        if deed is not None:
            event.stop()
            event.prevent_default()
            deed()
        elif own and not event.is_printable and event.key != "enter":
            event.stop()
            event.prevent_default()
            await self.run_action(own[0].action)
        else:
            await super()._on_key(event)
