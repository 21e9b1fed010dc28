"""Claims about the shared repository: real ones on disk, and servers that refuse."""

import os
import re
import stat
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from workbook.vcs.plumbing import Repository
from workbook.vcs.remotes import (
    NoRightsError,
    NoSuchRemoteError,
    NothingThereError,
    OfflineError,
    SendingCancelledError,
    ServerRefusedError,
    SomebodyFasterError,
    TransferFailedError,
    UnknownHostError,
    fetch,
    push,
)
from workbook.vcs.shared_branch import Distance, SharedBranch, distance, shared_branch
from workbook.vcs.transfer import (
    ProgramNamedError,
    Progress,
    RefusedAddressError,
)

from .conftest import Place

NATION = "plans/nations/NOR/nation.toml"


@pytest.fixture
def server(tmp_path: Path) -> Place:
    """A shared repository."""
    folder = tmp_path / "shared.git"
    folder.mkdir()
    server = Place(folder)
    server.git("init", "--quiet", "--bare", "--initial-branch=main")
    return server


@pytest.fixture
def mine_there(mine: Place, server: Place) -> Place:
    """A clone whose branch is published."""
    mine.git("remote", "add", "origin", str(server.folder))
    mine.git("push", "--quiet", "--set-upstream", "origin", "main")
    return mine


@pytest.fixture
def other(mine_there: Place, server: Place, tmp_path: Path) -> Place:
    """Somebody else's clone."""
    server.git("clone", "--quiet", str(server.folder), str(tmp_path / "other"))
    other = Place(tmp_path / "other")
    other.identify()
    return other


def _repository(place: Place) -> Repository:
    return Repository.find(place.folder)


def _shared(place: Place) -> SharedBranch:
    shared = shared_branch(_repository(place))
    assert shared is not None
    return shared


def _publish(place: Place) -> None:
    push(_repository(place), _shared(place), place.git("rev-parse", "HEAD"))


def _hook(server: Place, script: str) -> None:
    hook = server.folder / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)


def test_a_clone_without_a_remote_is_shared_nowhere(mine: Place) -> None:
    assert shared_branch(_repository(mine)) is None


def test_a_branch_is_shared_where_git_says(mine_there: Place) -> None:
    mine_there.git("config", "branch.main.merge", "refs/heads/plan")

    shared = _shared(mine_there)

    assert (shared.name, shared.tracking, shared.is_set) == ("origin/plan", "refs/remotes/origin/plan", True)


def test_a_new_branch_goes_to_origin_under_its_own_name(mine_there: Place, server: Place) -> None:
    mine_there.git("switch", "--quiet", "--create", "talks")
    tip = mine_there.commit({NATION: 'name = "Norge"\n'})
    before = _shared(mine_there)

    _publish(mine_there)

    assert (before.name, before.is_set) == ("origin/talks", False)
    assert server.git("rev-parse", "talks") == tip
    assert mine_there.git("rev-parse", "--abbrev-ref", "talks@{upstream}") == "origin/talks"


def test_what_is_not_published_is_counted_without_a_network(mine_there: Place, server: Place) -> None:
    mine_there.commit({NATION: 'name = "Norge"\n'})
    mine_there.commit({NATION: 'name = "Noreg"\n'})
    server.folder.rename(server.folder.with_name("gone.git"))

    assert distance(_repository(mine_there), _shared(mine_there)) == Distance(ahead=2, behind=0)


def test_of_a_branch_that_is_not_there_only_what_no_branch_there_has_counts(mine_there: Place) -> None:
    mine_there.git("switch", "--quiet", "--create", "talks")
    mine_there.commit({NATION: 'name = "Norge"\n'})

    assert distance(_repository(mine_there), _shared(mine_there)) == Distance(ahead=1, behind=0)


def test_publishing_takes_the_branch_and_nothing_else(mine_there: Place, server: Place) -> None:
    mine_there.git("branch", "private")
    mine_there.git("tag", "--annotate", "--message", "mine", "private-tag")
    tip = mine_there.commit({NATION: 'name = "Norge"\n'})

    _publish(mine_there)

    assert server.git("for-each-ref", "--format=%(refname) %(objectname)") == f"refs/heads/main {tip}"
    assert distance(_repository(mine_there), _shared(mine_there)) == Distance(ahead=0, behind=0)


def test_what_was_looked_at_is_published_though_the_branch_moved_on(mine_there: Place, server: Place) -> None:
    seen = mine_there.commit({NATION: 'name = "Norge"\n'})
    mine_there.commit({NATION: 'name = "Noreg"\n'})

    push(_repository(mine_there), _shared(mine_there), seen)

    assert server.git("rev-parse", "main") == seen


def test_whoever_is_slower_is_told_to_bring_in_first(mine_there: Place, other: Place, server: Place) -> None:
    theirs = other.commit({NATION: 'name = "Norge"\n'})
    _publish(other)
    mine_there.commit({NATION: 'name = "Noreg"\n'})

    with pytest.raises(SomebodyFasterError, match="bring that in first"):
        _publish(mine_there)

    assert server.git("rev-parse", "main") == theirs


def test_whoever_is_slower_and_has_seen_it_is_told_the_same(mine_there: Place, other: Place) -> None:
    other.commit({NATION: 'name = "Norge"\n'})
    _publish(other)
    mine_there.commit({NATION: 'name = "Noreg"\n'})
    fetch(_repository(mine_there), "origin")

    with pytest.raises(SomebodyFasterError):
        _publish(mine_there)

    assert distance(_repository(mine_there), _shared(mine_there)) == Distance(ahead=1, behind=1)


def test_fetching_changes_nothing_of_ones_own(mine_there: Place, other: Place) -> None:
    before = mine_there.git("rev-parse", "HEAD")
    theirs = other.commit({NATION: 'name = "Norge"\n'})
    other.git("push", "--quiet", "origin", "main", "main:talks")

    fetch(_repository(mine_there), "origin")

    assert mine_there.git("rev-parse", "origin/main", "origin/talks") == f"{theirs}\n{theirs}"
    assert mine_there.git("rev-parse", "HEAD") == before
    assert mine_there.git("status", "--porcelain") == ""


def test_a_hook_that_refuses_is_quoted_without_what_acts_on_a_terminal(
    mine_there: Place, server: Place
) -> None:
    _hook(server, r"printf 'NOR may not change\033[31m SWE-C-3F8K\nask Sweden\n' >&2; exit 1")
    mine_there.commit({NATION: 'name = "Norge"\n'})

    with pytest.raises(ServerRefusedError) as refusal:
        _publish(mine_there)

    assert "NOR may not change" in str(refusal.value)
    assert "ask Sweden" in str(refusal.value)
    assert "\x1b" not in str(refusal.value)
    assert distance(_repository(mine_there), _shared(mine_there)).ahead == 1


def test_a_long_refusal_is_quoted_whole_and_an_endless_one_is_not(mine_there: Place, server: Place) -> None:
    _hook(server, "for line in $(seq 100); do echo NOR-C-7K3Q: rule $line, ask Sweden >&2; done; exit 1")
    mine_there.commit({NATION: 'name = "Norge"\n'})

    with pytest.raises(ServerRefusedError) as refusal:
        _publish(mine_there)

    assert refusal.value.lines[:2] == ["NOR-C-7K3Q: rule 1, ask Sweden", "NOR-C-7K3Q: rule 2, ask Sweden"]
    assert refusal.value.lines[-2:] == ["NOR-C-7K3Q: rule 60, ask Sweden", "and 40 more lines"]


def test_a_hook_that_says_nothing_still_refuses_in_a_sentence(mine_there: Place, server: Place) -> None:
    _hook(server, "exit 1")
    mine_there.commit({NATION: 'name = "Norge"\n'})

    with pytest.raises(ServerRefusedError, match="hook declined"):
        _publish(mine_there)


def test_a_repository_that_is_gone_is_told(mine_there: Place, server: Place) -> None:
    server.folder.rename(server.folder.with_name("gone.git"))

    gone = re.escape(f"origin is {server.folder}, and nothing is there")
    with pytest.raises(NothingThereError, match=gone):
        fetch(_repository(mine_there), "origin")
    with pytest.raises(NothingThereError, match=gone):
        _publish(mine_there)


@pytest.mark.parametrize("address", ["../gone.git", "file:///nowhere/gone.git"])
def test_a_folder_that_is_not_there_is_named_whole(mine_there: Place, address: str) -> None:
    mine_there.git("remote", "set-url", "origin", address)

    with pytest.raises(NothingThereError, match=r"origin is /.*/gone\.git, and nothing is there"):
        fetch(_repository(mine_there), "origin")


def test_a_folder_that_is_no_repository_is_told(mine_there: Place, server: Place) -> None:
    mine_there.git("remote", "set-url", "origin", str(server.folder.parent))

    with pytest.raises(NoSuchRemoteError, match="git remote -v"):
        fetch(_repository(mine_there), "origin")


def test_a_server_that_cannot_be_reached_is_told(mine_there: Place) -> None:
    mine_there.git("remote", "set-url", "origin", "http://127.0.0.1:9/shared.git")

    with pytest.raises(OfflineError, match="when you are online"):
        fetch(_repository(mine_there), "origin")


def test_own_hooks_have_no_part(mine_there: Place) -> None:
    ran = mine_there.folder / "ran"
    hook = mine_there.folder / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n")
    hook.chmod(0o755)
    mine_there.commit({NATION: 'name = "Norge"\n'})

    _publish(mine_there)

    assert not ran.exists()


@pytest.mark.parametrize("key", ["core.sshCommand", "remote.origin.uploadpack", "credential.helper"])
def test_programs_that_the_repository_names_are_not_run(mine_there: Place, key: str) -> None:
    ran = mine_there.folder / "ran"
    mine_there.git("config", key, f"touch {ran};")

    with pytest.raises(ProgramNamedError, match="--global"):
        fetch(_repository(mine_there), "origin")

    assert not ran.exists()


def test_programs_that_one_work_tree_names_are_not_run(mine_there: Place) -> None:
    mine_there.git("config", "extensions.worktreeConfig", "true")
    mine_there.git("config", "--worktree", "core.sshCommand", "touch ran;")

    with pytest.raises(ProgramNamedError):
        fetch(_repository(mine_there), "origin")


def test_an_address_that_is_a_program_is_refused(mine_there: Place) -> None:
    ran = mine_there.folder / "ran"
    mine_there.git("remote", "set-url", "origin", f"ext::touch {ran}")

    with pytest.raises(RefusedAddressError):
        fetch(_repository(mine_there), "origin")

    assert not ran.exists()


@pytest.mark.parametrize("key", ["insteadOf", "pushInsteadOf"])
def test_an_address_that_becomes_a_program_is_refused(mine_there: Place, key: str) -> None:
    ran = mine_there.folder / "ran"
    mine_there.git("config", f"url.ext::touch {ran} .{key}", mine_there.git("remote", "get-url", "origin"))

    with pytest.raises(RefusedAddressError):
        fetch(_repository(mine_there), "origin")

    assert not ran.exists()


@pytest.mark.parametrize(
    ("key", "address"), [("pushurl", "ext::touch ran"), ("url", "ext::touch ran"), ("url", "-x")]
)
def test_one_odd_address_among_others_is_refused(mine_there: Place, key: str, address: str) -> None:
    mine_there.git("config", "--add", f"remote.origin.{key}", address)

    with pytest.raises(RefusedAddressError):
        fetch(_repository(mine_there), "origin")


def test_addresses_in_an_old_file_are_looked_at_too(mine_there: Place) -> None:
    ran = mine_there.folder / "ran"
    mine_there.git("config", "remote.origin.pushurl", mine_there.git("remote", "get-url", "origin"))
    mine_there.git("config", "--unset-all", "remote.origin.url")
    (mine_there.folder / ".git/remotes").mkdir()
    (mine_there.folder / ".git/remotes/origin").write_text(f"URL: ext::touch {ran}\n")

    with pytest.raises(RefusedAddressError):
        fetch(_repository(mine_there), "origin")

    assert not ran.exists()


def test_variables_of_the_caller_do_not_lead_elsewhere(
    mine_there: Place, other: Place, monkeypatch: pytest.MonkeyPatch, server: Place
) -> None:
    tip = mine_there.commit({NATION: 'name = "Norge"\n'})
    mine, theirs = _repository(mine_there), _shared(mine_there)
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))

    push(mine, theirs, tip)

    assert server.git("--git-dir", str(server.folder), "rev-parse", "main") == tip


def test_where_nobody_watches_nothing_is_imported_for_it(
    mine_there: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "git", None)

    assert fetch(_repository(mine_there), "origin") == []


def test_progress_is_told_and_cancelling_ends_it(mine_there: Place, server: Place) -> None:
    _hook(server, "sleep 60")
    mine_there.commit({NATION: 'name = "Norge"\n'})
    told: list[Progress] = []

    with pytest.raises(SendingCancelledError, match="origin does not have it so by now"):
        push(
            _repository(mine_there),
            _shared(mine_there),
            mine_there.git("rev-parse", "HEAD"),
            watch=told.append,
            cancelled=lambda: any(one.doing == "Sending" for one in told),
        )

    assert told
    assert distance(_repository(mine_there), _shared(mine_there)).ahead == 1


def test_what_arrived_before_it_was_cancelled_is_published(mine_there: Place, server: Place) -> None:
    hook = server.folder / "hooks" / "post-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nsleep 60\n")
    hook.chmod(0o755)
    tip = mine_there.commit({NATION: 'name = "Norge"\n'})

    push(
        _repository(mine_there),
        _shared(mine_there),
        tip,
        cancelled=lambda: server.git("--git-dir", str(server.folder), "rev-parse", "main") == tip,
    )

    assert distance(_repository(mine_there), _shared(mine_there)) == Distance(ahead=0, behind=0)


def _fake_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str) -> Path:
    """Put a program in the place of ssh that notes how it was called, and fails."""
    folder, called = tmp_path / "bin", tmp_path / "called"
    folder.mkdir()
    program = folder / "ssh"
    program.write_text(f'#!/bin/sh\necho "$@" >> {called}\necho "{says}" >&2\nexit 255\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return called


def test_ssh_asks_nothing_and_a_missing_key_is_told(
    mine_there: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine_there.git("remote", "set-url", "origin", "ssh://git@plan.example/shared.git")
    called = _fake_ssh(tmp_path, monkeypatch, "git@plan.example: Permission denied (publickey).")

    with pytest.raises(NoRightsError, match="Permission denied"):
        fetch(_repository(mine_there), "origin")

    assert "BatchMode=yes" in called.read_text()


def test_a_host_that_ssh_does_not_know_is_told(
    mine_there: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine_there.git("remote", "set-url", "origin", "ssh://git@plan.example/shared.git")
    _fake_ssh(tmp_path, monkeypatch, "Host key verification failed.")

    with pytest.raises(UnknownHostError, match="confirm its key"):
        fetch(_repository(mine_there), "origin")


class _Closed(BaseHTTPRequestHandler):
    """A server that wants a password."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="plan"')
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def test_a_server_that_wants_a_password_is_not_waited_for(mine_there: Place) -> None:
    with HTTPServer(("127.0.0.1", 0), _Closed) as closed:
        Thread(target=closed.serve_forever, daemon=True).start()
        mine_there.git("remote", "set-url", "origin", f"http://127.0.0.1:{closed.server_port}/shared.git")

        with pytest.raises(NoRightsError, match="token beforehand"):
            fetch(_repository(mine_there), "origin")

        closed.shutdown()


def test_a_branch_named_like_an_option_is_only_a_name(mine_there: Place, server: Place) -> None:
    tip = mine_there.commit({NATION: 'name = "Norge"\n'})
    odd = SharedBranch(
        local="main", remote="origin", branch="--force", tracking="refs/remotes/origin/--force", is_set=True
    )

    push(_repository(mine_there), odd, tip)

    assert server.git("rev-parse", "refs/heads/--force") == tip


def test_what_git_refuses_for_other_reasons_is_told_in_one_line(mine_there: Place) -> None:
    mine_there.git("config", "remote.origin.mirror", "true")

    with pytest.raises(TransferFailedError, match="mirror") as refusal:
        _publish(mine_there)

    assert "\n" not in str(refusal.value)
