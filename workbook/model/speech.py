"""How a sentence is said: looked up in the reader's language, then filled with its parts.

`say` is the one door to a translation; its first argument is always a literal, so that a catalogue can be
drawn from the code. Parts are data: they are put in and never read as a pattern.
"""


def say(sentence: str, /, **parts: object) -> str:
    """Give a sentence with its parts put in."""
    return sentence.format(**parts) if parts else sentence


def counted(number: int, one: str, many: str, /, **parts: object) -> str:
    """Give a sentence for one or for many; `{number}` stands for the number."""
    return say(one if number == 1 else many, number=f"{number:,}", **parts)
