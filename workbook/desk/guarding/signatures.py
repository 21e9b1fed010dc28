"""Whether new commits are signed by whoever pushes them, where the server's file asks for that.

In: commits that no ref of the server has yet, and the keys that the server's keeper lists. Out: a sentence on
the first commit without a good signature of the pushing nation, "" for none. All new commits are looked at,
merges too: each is the pusher's, as those of others came in by their own pushes. Only signatures by SSH keys
count; no other program is run.

Source: ssh-keygen(1), "ALLOWED SIGNERS"; git-log(1) on `%G?` and `%GS`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from workbook.vcs.plumbing import Repository
from workbook.vcs.program import GitFailedError, ask

_GOOD = "G"
_WHY: Mapping[str, str] = {
    "N": "carries no signature",
    "B": "carries a signature that does not fit it",
    "U": "is signed by a key that is not listed here",
    "E": "carries a signature that cannot be checked here",
    "X": "is signed by a key that was no longer valid",
    "Y": "is signed by a key that was no longer valid",
    "R": "is signed by a key that was revoked",
}


def unsigned(
    repository: Repository, commits: Sequence[str], *, signers: Path, accounts: Mapping[str, str], nation: str
) -> str:
    """Say which commit is not signed as it must be; "" where all are.

    Raises:
        GitFailedError: git cannot tell.
    """
    if not commits:
        return ""
    answer = ask(
        repository.top,
        "log",
        "--no-walk=unsorted",
        "--stdin",
        "--format=%H%x00%G?%x00%GS",
        stdin="".join(f"{commit}\n" for commit in commits).encode("ascii"),
        settings={
            "gpg.ssh.allowedSignersFile": str(signers),
            "gpg.ssh.program": "ssh-keygen",
            "gpg.program": "false",
            "gpg.x509.program": "false",
        },
    )
    if answer.code:
        raise GitFailedError("log", repository.top, answer.messages)
    rows = [line.split("\0") for line in answer.out.decode("utf-8", "surrogateescape").splitlines()]
    seen = {commit: (state, signer) for commit, state, signer in rows}
    for commit in commits:
        state, signer = seen.get(commit, ("N", ""))
        if state != _GOOD:
            return f"The commit {commit[:10]} {_WHY.get(state, _WHY['E'])}, and here all must be signed."
        if accounts.get(signer) != nation:
            return f"The commit {commit[:10]} is signed by {signer}, which does not speak for {nation}."
    return ""
