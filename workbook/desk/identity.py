"""Who works here: the name, the address and the nation that git's configuration gives.

In: a repository. Out: `Identity`. Nothing is guessed from the computer's name or account.
"""

from dataclasses import dataclass

from workbook.vcs.plumbing import Repository

NAME, EMAIL, NATION = "user.name", "user.email", "workbook.nation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What git knows of the user; "" where nothing is set."""

    name: str
    email: str
    nation: str

    @property
    def can_commit(self) -> bool:
        """Whether a commit would carry a name and an address."""
        return bool(self.name and self.email)


def identity(repository: Repository) -> Identity:
    """Read who the user is, the repository's settings over the user's."""
    return Identity(
        name=_set(repository, NAME), email=_set(repository, EMAIL), nation=_set(repository, NATION).upper()
    )


def _set(repository: Repository, key: str) -> str:
    return (repository.config(key) or "").strip()
