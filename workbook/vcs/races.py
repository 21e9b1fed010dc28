"""What a server says where another push was faster, so that the same push made anew may be taken in.

In: the messages of a push. Out: whether that is what happened. The guard of a shared repository says it in
words of ours; git says it where two pushes came to the same branch at the same instant.
"""

import random
import time

SOMEBODY_FASTER = "somebody was faster"
"""What a refusal of the guard begins with where trying again is all that is needed."""

_BY_GIT = ("but expected", ".lock': file exists", "reference already exists")

_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.2, 2.0


def was_raced(messages: str) -> bool:
    """Say whether somebody else was faster."""
    folded = messages.casefold()
    return any(words in folded for words in (SOMEBODY_FASTER, *_BY_GIT))


def give_way(times: int) -> None:
    """Wait a moment before another try, longer after several, so that not all who lost come back at once."""
    time.sleep(random.uniform(0, min(_FIRST_WAIT_S * 2**times, _LONGEST_WAIT_S)))
