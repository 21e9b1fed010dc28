"""Libraries loaded in the quickest way, where a command is so short that loading them is most of its time."""

import sys


def load_msgspec() -> None:
    """Load msgspec without typing_extensions, which takes as long again.

    It asks that library only for what `typing` itself has from Python 3.11 on, and does without where it is
    not to be had.
    """
    if "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # so an import of it fails
        import msgspec  # noqa: F401  # loaded, for all that use it

        del sys.modules["typing_extensions"]
