"""Bindings of Textual, drawn from the one table of actions."""

from textual.binding import Binding

from workbook.desk.actions import Key, Scope, keys_of


def bindings(scope: Scope, *, priority: bool = False) -> list[Binding]:
    """Give the bindings of a place; each calls the screen's method `action_<name>`.

    With `priority` they come before what the focused widget does with a key, as in forms.
    """
    return [_binding(key, priority=priority) for key in keys_of(scope)]


def key_words(key: Key) -> str:
    """Write the keys of an action as people say them: `Ctrl+G`, `/`."""
    return " or ".join(_word(one) for one in key.keys.split(","))


def _binding(key: Key, *, priority: bool) -> Binding:
    return Binding(
        key.keys,
        key.action,
        key.label,
        show=key.in_footer,
        key_display=_word(key.keys.split(",")[0]),
        tooltip=key.summary,
        priority=priority,
    )


_SIGNS = {"slash": "/", "question_mark": "?", "colon": ":", "space": "Space", "enter": "Enter"}


def _word(key: str) -> str:
    if key in _SIGNS:
        return _SIGNS[key]
    *held, last = key.split("+")
    return "+".join(
        [
            *(part.capitalize() for part in held),
            last.upper() if held else last.capitalize() if len(last) > 1 else last,
        ]
    )
