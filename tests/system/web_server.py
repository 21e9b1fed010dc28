"""A web server on the loopback that lets git in by password, set up as docs/review.md tells."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.system.delegation import Delegation
from tests.system.serving import free_port, wait_for

ROOT = Path(__file__).parents[2]
LIGHTTPD = shutil.which("lighttpd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
_OWN = """\
server.port = {port}
server.bind = "127.0.0.1"
server.document-root = "{folder}"
server.errorlog = "{folder}/log"
"""
# What a keeper may leave open by mistake: the guard must hold.
_OPEN = """\
$HTTP["url"] =~ "^/open/" {{
    alias.url += ("/open/" => "/usr/lib/git-core/git-http-backend/")
    cgi.assign = ("" => "")
    setenv.set-environment = ("GIT_PROJECT_ROOT" => "{root}", "GIT_HTTP_EXPORT_ALL" => "1")
}}
"""


class WebServer:
    """A running server; `folder` holds its settings and passwords, `root` the repositories of the plan."""

    def __init__(self, folder: Path, *, root: Path, layers: Path) -> None:
        assert LIGHTTPD is not None
        self._folder = folder
        self.port = free_port()
        settings = documented(folder, root=root, layers=layers)
        own = _OWN.format(port=self.port, folder=folder) + settings + _OPEN.format(root=root)
        (folder / "lighttpd.conf").write_text(own)
        self._process = subprocess.Popen([LIGHTTPD, "-D", "-f", folder / "lighttpd.conf"])
        wait_for(self._process, self.port, self._folder / "log")

    def let_in(self, users: str, staff: "Sequence[PasswordHolder]") -> None:
        """Let staff in by their passwords, by name of the file of users."""
        lines = [f"{one.account}:{_hashed(one.word)}\n" for one in staff]
        (self._folder / users).write_text("".join(lines))

    def address(self, path: str, account: str = "") -> str:
        """Give the address of a repository for an account."""
        return f"http://{account}{'@' if account else ''}127.0.0.1:{self.port}/{path}"

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(10)


def documented(folder: Path, *, root: Path, layers: Path) -> str:
    """Give the settings that docs/review.md tells a keeper to write, with the folders of the test in them."""
    text = (ROOT / "docs" / "review.md").read_text()
    found = re.search(r"^    server\.modules.*?(?=^\S)", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    places = {"/etc/lighttpd/": f"{folder}/", '"/srv/git"': f'"{root}"', '"/srv/nordic"': f'"{layers}"'}
    settings = found[0]
    for told, here in places.items():
        assert told in settings
        settings = settings.replace(told, here)
    return settings


class PasswordHolder(Delegation):
    """Staff whom a server knows by an account and a password, which git asks a program for."""

    def __init__(self, folder: Path, nation: str) -> None:
        self.account, self.word = f"{nation.lower()}-staff", f"secret-of-{nation}"
        store = folder / "password"
        super().__init__(folder, nation, f'[credential]\n\thelper = "!f() {{ cat {store}; }}; f"\n')
        store.write_text(f"username={self.account}\npassword={self.word}\n")


def _hashed(word: str) -> str:
    done = subprocess.run(
        ["openssl", "passwd", "-6", "-stdin"], input=word, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
