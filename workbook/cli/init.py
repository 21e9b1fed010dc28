"""The command `init`: a new workbook, or a narrower layer of one.

In: a folder, and who keeps or reads it. Out: what was made, and what to do next.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.terminal import emit
from workbook.errors import WorkbookError
from workbook.model.display import clean_line

DEFAULT_VARIABLE = "WORKBOOK_ACCOUNT"
IDENTITY_HELP = (
    f"With --shared: the variable in which the server says who pushes.  [default: {DEFAULT_VARIABLE}]"
)
WIDER_HELP = "With --shared --layer: the shared repository that the layer narrows, on this machine."


class OptionsApartError(WorkbookError):
    """Options were given together that belong to different things."""

    def __init__(self, option: str, meaning: str) -> None:
        super().__init__(f"{option} is for {meaning}: leave it out, or leave out what goes against it.")


@click.command("init")
@click.argument("folder", metavar="DIR")
@click.option("--title", default="", help="What the workbook is called; left out, as its folder.")
@click.option("--secretariat", metavar="NATION", default="", help="Who keeps it; left out, workbook.nation.")
@click.option("--currency", metavar="CODE", default="", help="The currency of totals.  [default: EUR]")
@click.option("--layer", metavar="NAME", default="", help="Make a layer: inside DIR if that is a workbook.")
@click.option("--readers", metavar="NATIONS", default="", help="Who can read the layer: NOR,SWE or members.")
@click.option("--shared", is_flag=True, help="Make the guarded repository, on a server, in which all meet.")
@click.option("--identity", metavar="NAME", default="", help=IDENTITY_HELP)
@click.option("--wider", metavar="DIR", default="", help=WIDER_HELP)
def command(
    folder: str,
    title: str,
    secretariat: str,
    currency: str,
    layer: str,
    readers: str,
    shared: bool,
    identity: str,
    wider: str,
) -> int:
    """Make a new workbook in DIR, or with --layer a narrower layer of one.

    A layer is a repository of its own, for what only its readers may see; give nobody else access to it.
    With --shared DIR becomes the bare repository that delegations push to, with the guard in its hooks; with
    --layer besides, that of a layer, which one of its readers keeps.
    """
    where = Path(folder)
    if identity and not shared:
        raise OptionsApartError("--identity", "a shared repository, which --shared makes")
    if wider and not (shared and layer):
        raise OptionsApartError("--wider", "the shared repository of a layer, which --shared --layer makes")
    codes = [word for word in readers.replace(",", " ").split() if word]
    if layer and (title or currency or (secretariat and not shared)):
        raise OptionsApartError("--title, --secretariat or --currency", "a workbook, not a layer")
    if readers and not layer:
        raise OptionsApartError("--readers", "a layer, which --layer names")
    if shared and layer:
        return make_shared_layer(
            where, name=layer, readers=codes, secretariat=secretariat, wider=wider, variable=identity
        )
    if shared:
        return make_shared(
            where, title=title, secretariat=secretariat, currency=currency or "EUR", variable=identity
        )
    if layer:
        return make_layer(where, name=layer, readers=codes)
    return make_workbook(where, title=title, secretariat=secretariat, currency=currency or "EUR")


def make_workbook(folder: Path, *, title: str, secretariat: str, currency: str) -> int:
    """Make a workbook, say what is next, and give the exit code."""
    from workbook.desk.founding import found_workbook

    name = title or _title_of(folder)
    made = found_workbook(folder, title=name, secretariat=secretariat, currency=currency)
    where = clean_line(str(folder))
    lines = [f"Made the workbook {clean_line(name)!r} in {where}."]
    lines += _first_commit(made.is_committed)
    lines.append(
        "Next: `workbook doctor` there tells what is missing, and `workbook` alone opens the screens."
    )
    emit("\n".join(lines))
    return CLEAN


def make_shared(folder: Path, *, title: str, secretariat: str, currency: str, variable: str) -> int:
    """Make a shared repository, say what is next, and give the exit code."""
    from workbook.desk.guarding.founding import found_shared
    from workbook.desk.guarding.server_file import NAME

    name = title or _title_of(folder.with_suffix(""))
    keeper = found_shared(
        folder, title=name, secretariat=secretariat, currency=currency, variable=variable or DEFAULT_VARIABLE
    )
    where = clean_line(str(folder))
    emit(
        f"Made the shared repository of {clean_line(name)!r} in {where}, kept by {keeper}.\n"
        f"Next: name the accounts that may push in {where}/{NAME}, let your server set the variable that it\n"
        f"names, and run `workbook guard --check {where}`. Delegations then `git clone` it."
    )
    return CLEAN


def make_shared_layer(
    folder: Path, *, name: str, readers: Sequence[str], secretariat: str, wider: str, variable: str
) -> int:
    """Make the shared repository of a layer, say what is next, and give the exit code."""
    from workbook.desk.guarding.founding import found_shared_layer
    from workbook.desk.guarding.server_file import NAME

    keeper = found_shared_layer(
        folder,
        name=name,
        readers=readers,
        secretariat=secretariat,
        wider=wider,
        variable=variable or DEFAULT_VARIABLE,
    )
    where = clean_line(str(folder))
    emit(
        f"Made the shared repository of the layer {name} in {where}, kept by {keeper}.\n"
        f"Next: name its readers' accounts in {where}/{NAME}, and run `workbook guard --check {where}`.\n"
        f"Its readers, and nobody else, then `git clone` it to layers/{name} of their plan."
    )
    return CLEAN


def make_layer(folder: Path, *, name: str, readers: Sequence[str]) -> int:
    """Make a layer, say what is next, and give the exit code."""
    from workbook.desk.founding import IGNORE_LINE, found_layer

    made = found_layer(folder, name=name, readers=readers)
    lines = [f"Made the layer {name} in {clean_line(str(made.folder))}."]
    lines += _first_commit(made.is_committed)
    if made.is_ignored_now:
        lines.append(f"Added {IGNORE_LINE} to the workbook's .gitignore, so that it never takes layers in.")
    lines.append("Next: push it to a place that only its readers can clone.")
    emit("\n".join(lines))
    return CLEAN


def _title_of(folder: Path) -> str:
    return folder.absolute().name.replace("-", " ").replace("_", " ").capitalize()


def _first_commit(is_committed: bool) -> list[str]:
    from workbook.desk.founding import FIRST_COMMIT

    if is_committed:
        return ["The first commit is made."]
    return [
        "Nothing is committed yet, because git does not know you. Run",
        '  git config --global user.name "Your Name"',
        "  git config --global user.email you@example.org",
        f"  {FIRST_COMMIT}   (there)",
    ]
