"""The command `completion`: the script that makes a shell complete the words of the command line.

In: the name of a shell. Out: the script on standard output, to be read by the shell at its start.
"""

import click

from workbook.cli.boundary import CLEAN
from workbook.cli.terminal import emit

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that completes words in your shell.

    \b
      bash   workbook completion bash > ~/.local/share/bash-completion/completions/workbook
      zsh    workbook completion zsh > "${fpath[1]}/_workbook"
      fish   workbook completion fish > ~/.config/fish/completions/workbook.fish
    """
    return print_script(shell, context.find_root().command)


def print_script(shell: str, program: click.Command) -> int:
    """Print the script with which a shell completes a program, and give the exit code."""
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None
    # The script is the same whatever is asked; only names go into it, so no shell has to be there.
    emit(completion(program, {}, "workbook", "_WORKBOOK_COMPLETE").source())
    return CLEAN
