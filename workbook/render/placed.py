"""What this program made itself and prints as it stands: markup, in whatever form a paper takes."""


class Placed(str):
    """Markup that this program made; never escaped again."""

    __slots__ = ()
