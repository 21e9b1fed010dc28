"""Signatures of commits by an SSH key, where git's own settings ask for them.

In: the bytes of a commit, and the key that git's settings name. Out: the commit with its signature in it. As
in git `commit.gpgSign`, `gpg.format` and `user.signingKey` decide; only `ssh-keygen` is run, whatever program
the settings of a plan name. A key with a passphrase has to be in the agent: nobody is asked for it here.

Source: git-config(1) on these keys; PROTOCOL.sshsig of OpenSSH; gitformat-signature(5), "commit signatures".
"""

import os
from collections.abc import Mapping
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.vcs.program import environment

_PATIENCE_S = 10
_TRUE = ("true", "yes", "on", "1")


class NotSignedError(WorkbookError):
    """A commit could not be signed."""

    def __init__(self, key: str, cause: str) -> None:
        super().__init__(
            f"Commits are to be signed with {key or 'an SSH key'}, and that failed, so nothing is committed: "
            f"{cause}. Let user.signingKey name the file of your key, or set commit.gpgSign to false."
        )


def signing_key(settings: Mapping[str, str]) -> str | None:
    """Give the file of the SSH key that commits are to be signed with; None where they are not."""
    if settings.get("commit.gpgsign", "").lower() not in _TRUE or settings.get("gpg.format") != "ssh":
        return None
    return settings.get("user.signingkey", "")


def signed(commit: bytes, key: str) -> bytes:
    """Sign a commit, and give it with its signature, as git would.

    Raises:
        NotSignedError: there is no such key, it is locked, or no `ssh-keygen` is there.
    """
    head, _, message = commit.partition(b"\n\n")
    signature = b"gpgsig " + _signature(commit, key).rstrip(b"\n").replace(b"\n", b"\n ")
    return head + b"\n" + signature + b"\n\n" + message


def _signature(data: bytes, key: str) -> bytes:
    from subprocess import TimeoutExpired, run

    file = Path(key).expanduser()
    if not key or not file.is_file():
        raise NotSignedError(key, "there is no such file")
    try:
        done = run(
            ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f", str(file.absolute())],
            input=data,
            capture_output=True,
            timeout=_PATIENCE_S,
            env=environment(os.environ),
            # Without a terminal there is nobody whom it could ask for a passphrase.
            start_new_session=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise NotSignedError(key, "ssh-keygen is not installed") from error
    except TimeoutExpired as error:
        raise NotSignedError(key, f"ssh-keygen took longer than {_PATIENCE_S} s") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["ssh-keygen gave no reason"]
        raise NotSignedError(key, said[0].rstrip("."))
    return done.stdout
