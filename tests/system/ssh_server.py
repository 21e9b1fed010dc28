"""An OpenSSH server on the loopback, and delegations that reach it by a key each."""

import os
import shutil
import subprocess
from getpass import getuser
from pathlib import Path

from tests.system.delegation import Delegation
from tests.system.serving import free_port, wait_for

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
# What docs/review.md tells the keeper of a server to write.
FORCED = r"env -i PATH=/usr/bin:/bin WORKBOOK_ACCOUNT={account} git-shell -c \"$SSH_ORIGINAL_COMMAND\""
# Of what is said twice the first counts.
_CONFIG = """\
{more}
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host_key
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin forced-commands-only
# As wide open as a keeper may leave it by mistake: the forced command must hold.
AcceptEnv *
"""


class SshServer:
    """A running server; `folder` holds its keys and settings."""

    def __init__(self, folder: Path, more: str = "") -> None:
        assert SSHD is not None
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        make_key(folder / "host_key")
        (folder / "authorized_keys").touch()
        self.port = free_port()
        (folder / "sshd_config").write_text(_CONFIG.format(port=self.port, folder=folder, more=more))
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
        wait_for(self._process, self.port, self.folder / "log")

    def let_in(self, key: Path, command: str) -> None:
        """Let the holder of a key run one command and nothing else."""
        line = f'restrict,command="{command}" {key.with_suffix(".pub").read_text()}'
        with (self.folder / "authorized_keys").open("a") as file:
            file.write(line)

    def address(self, repository: str) -> str:
        """Give the address of a repository."""
        return f"ssh://{getuser()}@127.0.0.1:{self.port}/{repository.lstrip('/')}"

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(10)


class KeyHolder(Delegation):
    """Staff whom a server knows by a key."""

    def __init__(self, folder: Path, nation: str) -> None:
        self.key = folder / "key"
        folder.mkdir(parents=True)
        make_key(self.key)
        ssh = f"ssh -F none -i {self.key} -o IdentitiesOnly=yes -o StrictHostKeyChecking=no"
        ssh += f" -o UserKnownHostsFile={folder}/known_hosts -o LogLevel=ERROR"
        super().__init__(folder, nation, f'[core]\n\tsshCommand = "{ssh}"\n')


def make_key(path: Path) -> None:
    """Make a key pair without a passphrase."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", path.parent.name, "-f", path], check=True
    )
