"""Five delegations, and a layer of two, behind a web server that asks for passwords, as docs/review.md tells.

Needs lighttpd; the server and all it keeps lie in a folder of the test.
"""

import base64
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.system.delegation import WORKBOOK
from tests.system.guarded import GIFT, NATIONS, TEXT, git, journal, journey, let_push, make_guarded, refs
from tests.system.web_server import LIGHTTPD, PasswordHolder, WebServer

READERS = ("NOR", "SWE")
HIDDEN = GIFT.replace("9D0M", "9D0N")

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(LIGHTTPD is None, reason="lighttpd is not installed"),
]
Staff = Mapping[str, PasswordHolder]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the guarded repository of a plan, and beside it that of a layer."""
    folder = tmp_path_factory.mktemp("server")
    make_guarded(folder / "git" / "plan.git", folder, "--identity", "REMOTE_USER")
    layer = ["--layer", "nordic", "--readers", ",".join(READERS), "--secretariat", "NOR"]
    more = ["--wider", "git/plan.git", "--identity", "REMOTE_USER"]
    made = [WORKBOOK, "init", "--shared", "nordic/nordic.git", *layer, *more]
    subprocess.run(made, cwd=folder, check=True, capture_output=True)
    let_push(folder / "nordic" / "nordic.git", READERS)
    return folder


@pytest.fixture(scope="module")
def web(folder: Path) -> Iterator[WebServer]:
    server = WebServer(folder, root=folder / "git", layers=folder / "nordic")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def staff(web: WebServer, folder: Path) -> Staff:
    """Five nations with an account each, and a clone of the plan."""
    found = {nation: PasswordHolder(folder / nation, nation) for nation in NATIONS}
    web.let_in("plan.users", list(found.values()))
    web.let_in("nordic.users", [found[nation] for nation in READERS])
    for one in found.values():
        one.clone(web.address("git/plan.git", one.account))
    return found


@pytest.fixture
def sweden(staff: Staff) -> PasswordHolder:
    """Sweden's staff, with a change of Norway's record at hand."""
    sweden = staff["SWE"]
    sweden.git("fetch", "--quiet")
    sweden.git("switch", "--quiet", "--discard-changes", "-C", "main", "origin/main")
    sweden.commit({GIFT: TEXT.replace("12", "13")})
    return sweden


def test_five_delegations_propose_object_amend_approve_adopt_and_sync(staff: Staff, folder: Path) -> None:
    shared = folder / "git" / "plan.git"

    journey(staff, shared)

    accounts = {(one["account"], one["nation"]) for one in journal(shared)}
    assert accounts == {(f"{nation.lower()}-staff", nation) for nation in NATIONS}


def test_a_layer_is_shared_by_its_readers_and_closed_to_others(
    web: WebServer, staff: Staff, folder: Path
) -> None:
    norway, sweden, usa = (staff[nation] for nation in (*READERS, "USA"))
    for one in (norway, sweden):
        one.clone(web.address("nordic/nordic.git", one.account), "nordic")

    norway.commit({HIDDEN: TEXT}, "nordic")
    found = re.search(r"Proposed (NOR-P-\w{4})", norway.workbook("propose", "Barrels", "--layer", "nordic"))
    assert found is not None
    sweden.workbook("review", found[1], "--verdict", "approve")
    sweden.workbook("adopt", found[1])
    norway.workbook("sync")
    ways = ["nordic/nordic.git", "nordic/nordic", "git/../nordic/nordic.git", "git/../nordic/nordic.git/."]
    outside = [usa.run("git", "ls-remote", web.address(way, usa.account)) for way in ways]

    assert norway.git("ls-remote", web.address("nordic/nordic", norway.account))
    assert "quantity = 12" in git(folder / "nordic" / "nordic.git", "show", f"main:{HIDDEN}")
    assert [one.returncode for one in outside] == [128] * len(ways)
    assert [one.stdout for one in outside] == [""] * len(ways)


def test_a_wrong_password_is_told_and_does_not_wait(web: WebServer, staff: Staff, folder: Path) -> None:
    usa = staff["USA"]
    store = usa.folder / "password"
    right = store.read_text()
    store.write_text(right.replace("secret", "guess"))

    done = usa.run(WORKBOOK, "sync")

    store.write_text(right)
    assert done.returncode == 2
    assert "origin does not let you in" in done.stderr
    assert "guess" not in done.stderr


def test_who_does_not_say_who_they_are_pushes_nothing(
    web: WebServer, sweden: PasswordHolder, folder: Path
) -> None:
    shared = folder / "git" / "plan.git"
    before = refs(shared)

    closed = sweden.run("git", "push", web.address("open/plan.git"), "main")
    git(shared, "config", "http.receivepack", "true")
    opened = sweden.run("git", "push", web.address("open/plan.git"), "main")
    git(shared, "config", "--unset", "http.receivepack")

    assert closed.returncode != 0
    assert "The server does not say who pushes (REMOTE_USER is not set)" in opened.stderr
    assert refs(shared) == before


@pytest.mark.parametrize("path", ["git/plan.git", "open/plan.git"])
@pytest.mark.parametrize(
    "header",
    [
        "REMOTE_USER: nor-staff",
        "Remote-User: nor-staff",
        "X-Remote-User: nor-staff",
        "X-Forwarded-User: nor-staff",
        "Authorization: Basic " + base64.b64encode(b"nor-staff:guess").decode(),
    ],
)
def test_a_header_that_a_client_makes_up_is_no_identity(
    web: WebServer, sweden: PasswordHolder, folder: Path, path: str, header: str
) -> None:
    shared = folder / "git" / "plan.git"
    before = refs(shared)
    git(shared, "config", "http.receivepack", "true")
    address = web.address(path, sweden.account if path.startswith("git/") else "")

    pushed = sweden.run("git", "-c", f"http.extraHeader={header}", "push", address, "main")

    git(shared, "config", "--unset", "http.receivepack")
    assert pushed.returncode != 0
    assert _told(pushed, ["belongs to NOR", "REMOTE_USER is not set", "Authentication failed"])
    assert refs(shared) == before
    assert {one["account"] for one in journal(shared)[-1:]} <= {"swe-staff", ""}


def _told(done: "subprocess.CompletedProcess[str]", sentences: Sequence[str]) -> bool:
    return any(sentence in done.stderr for sentence in sentences)
