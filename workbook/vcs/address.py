"""The address of a shared repository as it may be shown: without password, token or question.

In: an address as git's settings have it, which may hold what only its user may know. Out: text that holds no
secret, whatever form the address has.
"""

import re

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<rest>.*)", re.DOTALL)
_NAMED = ("ssh", "git+ssh", "ssh+git")


def shown_address(address: str) -> str:
    """Take out of an address what is nobody else's; the name to log in by stays where it is no secret.

    A token may stand in the place of the name, but never for ssh.
    """
    found = _URL.fullmatch(address)
    if found is None:
        user, at, place = address.rpartition("@")
        return place if at and ":" in user else address
    rest = re.split(r"[?#]", found["rest"], maxsplit=1)[0]
    # The last of all: a password may hold this sign, and what comes before it is rather lost than shown.
    user, at, place = rest.rpartition("@")
    name = user.partition(":")[0] if found["scheme"].lower() in _NAMED else ""
    return f"{found['scheme']}://{name}{at if name else ''}{place}"
