"""A line of words by which a list is narrowed, out of sight until it is asked for.

In: keys. Out: the messages of `Input` as words are typed, and `Left` once the keys belong to the list again.
"""

from textual.message import Message

from workbook.tui.widgets.typing_line import TypingLine


class FilterLine(TypingLine):
    """A line that opens, and closes with its words taken away."""

    DEFAULT_CSS = """
    FilterLine { display: none; height: 1; border: none; padding: 0 1; background: $boost; }
    FilterLine.-open { display: block; }
    """

    class Left(Message):
        """Nothing more is typed: the keys go back to the list."""

    def open(self) -> None:
        """Come into sight, with the keys."""
        self.add_class("-open")
        self.focus()

    def close(self) -> bool:
        """Take the words away and go out of sight; say whether it had the keys, as nothing is done else."""
        if not self.has_focus:
            return False
        self.value = ""
        self.remove_class("-open")
        self.post_message(self.Left())
        return True

    async def action_submit(self) -> None:
        """Keep the words, and leave the line."""
        await super().action_submit()
        self.post_message(self.Left())
