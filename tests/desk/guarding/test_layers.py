"""The guarded repository of a narrower layer, beside that of the plan: real hooks, real pushes."""

import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Bench
from tests.desk.guarding.server import Server, fixed_day, push, refused
from tests.desk.publishing.sharing import clone
from tests.desk.reviewing.layered import GIFT, OURS, everything

LAYER = "plans/layer.toml"


@pytest.fixture
def nordic(server: Server, plan: Bench, tmp_path: Path) -> Server:
    """The guarded repository of a layer of Norway and Sweden, kept by Norway."""
    return _made(server, plan, tmp_path, "--wider", str(server.folder))


def _made(server: Server, plan: Bench, folder: Path, *words: str) -> Server:
    words = ("--layer", "nordic", "--readers", "SWE,NOR", "--secretariat", "NOR", *words)
    made = plan.run("init", "--shared", str(folder / "nordic.git"), *words)
    assert made.exit_code == 0, made.stderr
    layer = Server(folder / "nordic.git")
    path = layer.folder / "workbook-guard.toml"
    accounts = "".join(f'"{one.lower()}-staff" = "{one}"\n' for one in ("NOR", "SWE", "USA"))
    path.write_text(path.read_text().replace('"nor-staff" = "NOR"\n', accounts))
    fixed_day(layer.folder)
    return layer


def _nation(server: Server, layer: Server, nation: str) -> Bench:
    bench = server.clone(nation)
    clone(layer.folder, bench.folder / "layers/nordic", nation=nation, email=f"{nation.lower()}@example.org")
    return bench


def _layer(bench: Bench) -> Bench:
    """Give a nation's clone of the layer, which pushes under the name of its staff."""
    return Bench(bench.folder / "layers/nordic")


def _run(monkeypatch: pytest.MonkeyPatch, bench: Bench, *words: str) -> str:
    monkeypatch.setenv("WORKBOOK_ACCOUNT", f"{bench.folder.name.lower()}-staff")
    done = bench.run(*words)
    assert done.exit_code == 0, done.stdout + done.stderr
    return done.stdout


def test_a_proposal_of_a_layer_passes_its_guard_and_leaves_nothing_in_the_wider_one(
    server: Server, nordic: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    norway, sweden = _nation(server, nordic, "NOR"), _nation(server, nordic, "SWE")
    wide = everything(Bench(server.folder))
    _layer(norway).commit({OURS: GIFT})

    found = re.search(r"NOR-P-\w{4}", _run(monkeypatch, norway, "propose", "Barrels"))
    assert found is not None
    _run(monkeypatch, sweden, "review", found[0], "--verdict", "object", "--text", "Too many.")
    early = norway.run("adopt", found[0])
    _run(monkeypatch, sweden, "review", found[0], "--verdict", "approve")
    _run(monkeypatch, sweden, "adopt", found[0])
    told = _run(monkeypatch, norway, "sync")

    assert early.exit_code == 1
    assert "is adopted: you are back on main" in told
    assert nordic.git("show", f"main:{OURS}") == GIFT.strip()
    assert [one["verdict"] for one in nordic.journal()] == ["taken"] * 4
    assert everything(Bench(server.folder)) == wide
    assert not server.journal()


def test_what_a_reader_must_approve_is_not_pushed_to_a_layer(server: Server, nordic: Server) -> None:
    norway = _layer(_nation(server, nordic, "NOR"))
    norway.commit({OURS: GIFT})

    said = refused(nordic, norway, "HEAD:main", account="nor-staff")

    assert "NOR-C-9D0M needs SWE, as it is named as paying." in said


def test_who_keeps_the_layer_alone_changes_who_reads_it(server: Server, nordic: Server) -> None:
    sweden = _layer(_nation(server, nordic, "SWE"))
    text = (sweden.folder / LAYER).read_text()
    sweden.commit({LAYER: text.replace('"SWE"', '"SWE", "DNK"')})

    said = refused(nordic, sweden, "HEAD:main", account="swe-staff")

    assert f"{LAYER} is changed in" in said
    assert "belongs to NOR" in said


def test_an_account_of_who_cannot_read_the_layer_is_refused(server: Server, nordic: Server) -> None:
    norway = _layer(_nation(server, nordic, "NOR"))
    norway.commit({"plans/nations/USA/requests/USA-R-11AB.toml": 'title = "Shells"\n'})

    to_main = refused(nordic, norway, "HEAD:main", account="usa-staff")
    aside = refused(nordic, norway, "HEAD:proposal/USA-P-7K3Q", account="usa-staff")

    assert "USA is none of the readers" in to_main
    assert "USA is none of the readers" in aside


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (OURS, GIFT.replace('"155mm-he"', '"never-heard-of"'), "never-heard-of"),
        (OURS, "title = \n", "NOR-C-9D0M"),
        (
            LAYER,
            'name = "nordic"\nreaders = ["NOR", "SWE"]\nsecretariat = "DNK"\n',
            "would name nobody who keeps it",
        ),
        (
            LAYER,
            'name = "nordic"\nreaders = ["NOR"]\nsecretariat = "NOR"\n[[approval.more]]\nof = ["DNK"]\n',
            "DNK",
        ),
        (LAYER, 'name = "nordic"\nreaders = ["SWE"]\n', "would name nobody who keeps it"),
        (LAYER, 'name = "other"\nreaders = ["NOR", "SWE"]\nsecretariat = "NOR"\n', "names the layer"),
        ("plans/workbook.toml", 'format = 1\ntitle = "Mine"\nsecretariat = "NOR"\n', "no record belongs"),
    ],
)
def test_a_layer_stays_sound(server: Server, nordic: Server, path: str, text: str, told: str) -> None:
    norway = _layer(_nation(server, nordic, "NOR"))
    norway.commit({path: text.replace('financed_by = [{nation = "SWE", share = "1/3"}]\n', "")})

    said = refused(nordic, norway, "HEAD:main", account="nor-staff")

    assert told in said


def test_the_leave_of_the_origin_is_asked_for_where_the_wider_plan_is_at_hand(
    server: Server, nordic: Server, plan: Bench
) -> None:
    item = "plans/catalogue/items/155mm-he.toml"
    plan.commit({item: (plan.folder / item).read_text() + 'origin = "SWE"\n'})
    server.git("fetch", "--quiet", "--force", str(plan.folder), "main:main")
    norway = _layer(_nation(server, nordic, "NOR"))
    norway.commit({OURS: GIFT.replace('financed_by = [{nation = "SWE", share = "1/3"}]\n', "")})

    said = refused(nordic, norway, "HEAD:main", account="nor-staff")

    assert "NOR-C-9D0M needs SWE, as a retransfer needs its leave." in said


def test_without_the_wider_plan_what_it_holds_is_passed_over(
    server: Server, plan: Bench, tmp_path: Path
) -> None:
    alone = _made(server, plan, tmp_path)
    norway = _layer(_nation(server, alone, "NOR"))
    norway.commit({OURS: GIFT.replace('financed_by = [{nation = "SWE", share = "1/3"}]\n', "")})

    pushed = push(norway, "HEAD:main", account="nor-staff")

    assert pushed.is_taken, pushed.said


def test_a_wider_repository_that_is_gone_lets_nothing_in(server: Server, nordic: Server, plan: Bench) -> None:
    norway = _layer(_nation(server, nordic, "NOR"))
    norway.commit({OURS: GIFT})
    server.folder.rename(server.folder.with_name("moved.git"))

    said = refused(nordic, norway, "HEAD:main", account="nor-staff")
    told = plan.run("guard", "--check", str(nordic.folder))

    assert "shared.git" in said
    assert told.exit_code == 1
    assert "The wider repository cannot be looked at" in told.stdout


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a folder to another user")
def test_a_wider_repository_of_another_user_is_told_with_what_lets_git_read_it(
    server: Server, nordic: Server, plan: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    norway = _layer(_nation(server, nordic, "NOR"))
    norway.commit({OURS: GIFT.replace("financed_by", "# financed_by")})
    os.chown(server.folder, 12345, 12345)

    said = refused(nordic, norway, "HEAD:main", account="nor-staff")
    told = plan.run("guard", "--check", str(nordic.folder))
    remedy = re.search(r"git config --system (--add safe\.directory \S+)`", told.stdout)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "system"))
    assert remedy is not None
    norway.git("config", "--system", *remedy[1].split())

    assert "belongs to another user" in said
    assert "belongs to another user" in told.stdout
    assert "another user" not in plan.run("guard", "--check", str(nordic.folder)).stdout
    assert push(norway, "HEAD:main", account="nor-staff").is_taken


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--layer", "own", "--secretariat", "NOR"), "Say who can read the layer"),
        (("--layer", "own", "--readers", "SWE", "--secretariat", "NOR"), "is none of the readers"),
        (("--wider", "."), "--wider is for"),
        (("--readers", "NOR"), "--readers is for"),
        (("--layer", "own", "--readers", "NOR", "--title", "Own"), "--title"),
        (
            ("--layer", "own", "--readers", "NOR", "--secretariat", "NOR", "--wider", "."),
            "no bare repository",
        ),
    ],
)
def test_what_cannot_be_a_shared_layer_is_told(
    plan: Bench, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    done = plan.run("init", "--shared", str(tmp_path / "x.git"), *words)

    assert done.exit_code == 2
    assert told in done.stderr
    assert not (tmp_path / "x.git").exists()
