"""Bindings of Textual, drawn from the one table of actions."""

from textual.binding import Binding

from workbook.desk.keys import Key, Scope, keys_of

LEAVING = "Ctrl+Q leaves the workbook."
_SIGNS = {"slash": "/", "question_mark": "?", "colon": ":", "space": "Space", "enter": "Enter"}


def bindings(scope: Scope) -> list[Binding]:
    """Give the bindings of a place; each calls the screen's method `action_<name>`."""
    return [_binding(key) for key in keys_of(scope)]


def key_words(key: Key) -> str:
    """Write the keys of an action as people say them: `Ctrl+G`, `/`."""
    return " or ".join(key_word(one) for one in key.keys.split(","))


def key_word(key: str) -> str:
    """Write one key as people say it."""
    if key in _SIGNS:
        return _SIGNS[key]
    *held, last = key.split("+")
    return "+".join(
        [
            *(part.capitalize() for part in held),
            last.capitalize() if len(last) > 1 else last.upper() if held else last,
        ]
    )


def _binding(key: Key) -> Binding:
    return Binding(
        key.keys,
        key.action,
        key.label,
        show=key.in_footer,
        key_display=key_word(key.keys.split(",")[0]),
        tooltip=key.summary,
    )
