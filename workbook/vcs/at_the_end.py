"""Small files of git's own folder, written ahead and put in their places once all else is done.

In: a repository, and bytes by name. Out: the files, or none of them where something failed meanwhile. So what
tells of a change neither comes before it nor is wanting for lack of room.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from workbook.vcs.plumbing import Repository
from workbook.vcs.worktree import refusal_of


@contextmanager
def put_at_the_end(repository: Repository, contents: Mapping[str, bytes]) -> Iterator[None]:
    """Write files beside those of git, and put them in their places, in order, on leaving without an error.

    Raises:
        WorkbookError: they cannot be written; then nothing is done.
    """
    places = {repository.head_folder / name: repository.head_folder / f"{name}.new" for name in contents}
    try:
        with _refused(repository):
            for new, content in zip(places.values(), contents.values(), strict=True):
                new.write_bytes(content)
        yield
        with _refused(repository):
            for place, new in places.items():
                new.replace(place)
    finally:
        for new in places.values():
            with suppress(OSError):
                new.unlink()


@contextmanager
def _refused(repository: Repository) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise refusal_of(repository.top, error) from error
