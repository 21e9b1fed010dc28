"""Who works here: the name, the address and the nation that git's configuration gives.

In: a repository. Out: `Identity`, and what a person fills in, kept in the repository's own configuration.
Nothing is guessed from the computer's name or account.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec

from workbook.errors import WorkbookError
from workbook.vcs.plumbing import Repository

NAME, EMAIL, NATION, COLOURS = "user.name", "user.email", "workbook.nation", "workbook.colours"
_NOT_IN_NAMES = str.maketrans("", "", "<>\n\0")


class UnknownPartyError(WorkbookError):
    """A code that stands for no nation or organisation."""

    def __init__(self, code: str) -> None:
        from difflib import get_close_matches

        from workbook.model.nations import NATION_NAMES, ORGANISATION_NAMES

        names = {name.casefold(): one for one, name in {**NATION_NAMES, **ORGANISATION_NAMES}.items()}
        near = get_close_matches(code.casefold()[:64], list(names), n=1)
        advice = f"did you mean {names[near[0]]}?" if near else "write three capitals, as NOR for Norway."
        super().__init__(f"No nation has the code {code!r}: {advice}")


class NobodyError(WorkbookError):
    """A name, an address or a nation was left empty, or is none."""

    def __init__(self, what: str, example: str) -> None:
        super().__init__(f"Fill in your {what}, such as {example}: it stands with every change you save.")


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What git knows of the user; "" where nothing is set. `colours` names those of the screens."""

    name: str
    email: str
    nation: str
    colours: str = ""

    @property
    def can_commit(self) -> bool:
        """Whether a commit would carry a name and an address."""
        return bool(self.name and self.email)


def identity(repository: Repository) -> Identity:
    """Read who the user is, the repository's settings over the user's, by one git process."""
    return _identity(repository.settings())


@contextmanager
def identity_ahead(repository: Repository) -> Iterator[Callable[[], Identity]]:
    """Give a function that gives the same as `identity`; git looks while something else is done meanwhile."""
    with repository.settings_ahead() as settings:
        yield lambda: _identity(settings())


def party(code: str) -> str:
    """Give the code that was typed, in capitals.

    Raises:
        UnknownPartyError: it stands for nobody.
    """
    from workbook.model.nations import is_party_code

    found = code.strip().upper()
    if not is_party_code(found):
        raise UnknownPartyError(code)
    return found


def read_identity(name: str, email: str, nation: str) -> Identity:
    """Take what a person filled in.

    Raises:
        WorkbookError: something is missing, or no nation has the code.
    """
    # Git takes these signs out of a name, or breaks a line at them.
    name, email = (" ".join(word.translate(_NOT_IN_NAMES).split()) for word in (name, email))
    if not name:
        raise NobodyError("name", "Kari Nordmann")
    if "@" not in email or " " in email:
        raise NobodyError("address", "kari@example.org")
    if not nation.strip():
        raise NobodyError("nation", "NOR for Norway")
    return Identity(name=name, email=email, nation=party(nation))


def keep_identity(repository: Repository, who: Identity) -> None:
    """Keep in the repository's own configuration what was filled in, where it is not known already."""
    for key, value in ((NAME, who.name), (EMAIL, who.email), (NATION, who.nation)):
        if repository.settings().get(key, "").strip() != value:
            _keep(repository, key, value)


def keep_colours(repository: Repository, colours: str) -> None:
    """Keep which colours the screens have."""
    _keep(repository, COLOURS, colours)


def _keep(repository: Repository, key: str, value: str) -> None:
    from workbook.vcs.program import run

    run(repository.top, "config", "--local", "--replace-all", key, value)


def _identity(settings: Mapping[str, str]) -> Identity:
    name, email, nation, colours = _values(settings)
    return Identity(name=name, email=email, nation=nation.upper(), colours=colours)


def _values(settings: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(settings.get(key, "").strip() for key in (NAME, EMAIL, NATION, COLOURS))
