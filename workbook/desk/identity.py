"""Who works here: the name, the address and the nation that git's configuration gives.

In: a repository. Out: `Identity`. Nothing is guessed from the computer's name or account.
"""

from collections.abc import Mapping

import msgspec

from workbook.vcs.plumbing import Repository

NAME, EMAIL, NATION = "user.name", "user.email", "workbook.nation"


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What git knows of the user; "" where nothing is set."""

    name: str
    email: str
    nation: str

    @property
    def can_commit(self) -> bool:
        """Whether a commit would carry a name and an address."""
        return bool(self.name and self.email)


def identity(repository: Repository) -> Identity:
    """Read who the user is, the repository's settings over the user's, by one git process."""
    name, email, nation = _values(repository.settings())
    return Identity(name=name, email=email, nation=nation.upper())


def _values(settings: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(settings.get(key, "").strip() for key in (NAME, EMAIL, NATION))
