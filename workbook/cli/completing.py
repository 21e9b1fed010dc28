"""What a shell offers for a word that is begun: kinds, ids, codes, papers.

In: the word so far. Out: the words that begin so. Failures offer nothing: nobody wants a message at a key.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from workbook.cli.early import Early
from workbook.errors import WorkbookError

if TYPE_CHECKING:
    from pathlib import Path

_MOST = 200


def kinds(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer kinds, in the plural."""
    from workbook.model.kind import Kind

    return _fitting((kind.plural for kind in Kind), begun)


def ids(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the ids of the plan; they follow from the names of files, so none is read."""
    from workbook.desk.opening import open_plan
    from workbook.records.paths import home_of

    with suppress(WorkbookError, OSError):
        homes = (home_of(file.inner_path) for file in open_plan(_folder(context)).survey.files)
        return _fitting({home.id for home in homes if home}, begun)
    return []


def codes(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the codes and names of rules, and kinds."""
    from workbook.check.catalogue import RULES
    from workbook.model.kind import Kind

    return _fitting((*Kind, *(word for rule in RULES for word in (rule.code, rule.slug))), begun)


def papers(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the papers there are."""
    from workbook.render.catalogue import NAMES

    return _fitting(NAMES, begun)


def analyses(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the analyses there are."""
    from workbook.desk.analysing.catalogue import analysis_names

    return _fitting(analysis_names(), begun)


def subjects(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the items, nations and capabilities of the plan."""
    from workbook.desk.analysing.narrowing import filter_words
    from workbook.desk.opening import open_plan

    with suppress(WorkbookError, OSError):
        return _fitting(filter_words(open_plan(_folder(context)).workbook), begun)
    return []


def revisions(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the branches and tags there are."""
    from workbook.vcs.revision import branches_and_tags

    with suppress(WorkbookError, OSError):
        return _fitting(branches_and_tags(_folder(context)), begun)
    return []


def audiences(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer everybody whom a paper may be for."""
    from workbook.desk.opening import open_plan

    with suppress(WorkbookError, OSError):
        nations = open_plan(_folder(context)).workbook.settings.nations
        return _fitting(("public", "members", *nations), begun)
    return []


def proposals(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """Offer the proposals that were fetched last."""
    from workbook.vcs.plumbing import Repository
    from workbook.vcs.review_refs import seen_refs

    with suppress(WorkbookError, OSError):
        return _fitting(seen_refs(Repository.find(_folder(context))).proposals, begun)
    return []


def _folder(context: click.Context) -> "Path":
    from pathlib import Path

    early = context.find_object(Early) or Early()
    return Path(context.params.get("folder") or early.folder or ".")


def _fitting(words: Iterable[str], begun: str) -> list[str]:
    """Give the words that begin so, in any case, as many as a person looks through; only plain ones."""
    start = begun.casefold()
    plain = (word for word in words if word.isascii() and word.isprintable() and " " not in word)
    return sorted(word for word in plain if word.casefold().startswith(start))[:_MOST]
