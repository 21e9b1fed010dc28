"""An OpenSSH server on the loopback, a key for each delegation, and clones that reach it by their keys."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from getpass import getuser
from pathlib import Path

SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
WORKBOOK = str(Path(sys.executable).with_name("workbook"))
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
        self.port = _free_port()
        (folder / "sshd_config").write_text(_CONFIG.format(port=self.port, folder=folder, more=more))
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        with (folder / "log").open("wb") as log:
            self._process = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
        self._wait()

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

    def _wait(self) -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())


class Delegation:
    """A nation's staff at a machine of their own: settings, a key, and a clone."""

    def __init__(self, folder: Path, nation: str, options: str = "") -> None:
        self.folder, self.nation = folder, nation
        self.plan = folder / "plan"
        self.key = folder / "key"
        folder.mkdir(parents=True)
        make_key(self.key)
        ssh = f"ssh -F none -i {self.key} -o IdentitiesOnly=yes -o StrictHostKeyChecking=no"
        ssh += f" -o UserKnownHostsFile={folder}/known_hosts -o LogLevel=ERROR {options}"
        (folder / "settings").write_text(
            f"[user]\n\tname = Staff of {nation}\n\temail = {nation.lower()}@example.org\n"
            f'[workbook]\n\tnation = {nation}\n[core]\n\tsshCommand = "{ssh}"\n'
        )

    def run(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run a command in the clone."""
        return subprocess.run(
            words, cwd=self.plan if self.plan.exists() else self.folder, env={**self._environment(), **more},
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def git(self, *words: str, layer: str = "", **more: str) -> str:
        """Run git, which must succeed, in the clone of the plan or of a layer in it."""
        inside = ("-C", f"layers/{layer}") if layer else ()
        done = self.run("git", *inside, *words, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def workbook(self, *words: str) -> str:
        """Run the workbook, which must succeed."""
        done = self.run(WORKBOOK, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def clone(self, address: str, layer: str = "") -> None:
        """Clone a repository: the plan, or a layer of it."""
        self.git("clone", "--quiet", address, str(self.plan / "layers" / layer if layer else self.plan))

    def commit(self, files: Mapping[str, str], layer: str = "") -> None:
        """Write files and commit them, in the clone of the plan or of a layer in it."""
        top = self.plan / "layers" / layer if layer else self.plan
        for path, text in files.items():
            (top / path).parent.mkdir(parents=True, exist_ok=True)
            (top / path).write_text(text)
        self.git("add", "--all", layer=layer)
        self.git("commit", "--quiet", "--message", "Record", layer=layer)

    def _environment(self) -> Mapping[str, str]:
        own = {"GIT_CONFIG_GLOBAL": str(self.folder / "settings"), "GIT_CONFIG_SYSTEM": os.devnull}
        return {**{k: v for k, v in os.environ.items() if not k.startswith("GIT_")}, **own}


def make_key(path: Path) -> None:
    """Make a key pair without a passphrase."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", path.parent.name, "-f", path], check=True
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
