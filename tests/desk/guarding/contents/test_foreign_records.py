"""Attacks on what another nation, or the secretariat, alone may say: each refused, whatever hides it."""

import os
import subprocess

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from tests.desk.guarding.contents.judged import ITEM, Judged, rules, run

SWEDISH = "plans/nations/SWE/requests/SWE-R-11AB.toml"
FUEL = 'title = "Fuel"\nquantity = 900\n'
MANIFEST = "plans/workbook.toml"
RECORDED = "plans/recorded/SWE/requests/SWE-R-22CD.toml"


@pytest.fixture
def fuel(judged: Judged, sweden: Bench) -> str:
    """Where a request of Sweden's lies that main holds."""
    sweden.commit({SWEDISH: FUEL})
    assert judged.push(sweden) == ()
    return SWEDISH


def _edited(bench: Bench, path: str, old: str, new: str) -> None:
    bench.commit({path: (bench.folder / path).read_text().replace(old, new)})


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (REQUEST, "4000", "1"),
        (REQUEST, "4000", "4000  # twice"),
        (ITEM, "= 6", "= 1"),
        (MANIFEST, '"USA"\n', '"NOR"\n'),
        (MANIFEST, "members = [", 'members = ["FIN", '),
        (MANIFEST, 'nordics = ["NOR", ', 'nordics = ["NOR", "DEU", '),
        (MANIFEST, "[[rates]]", "[approval]\nsilence = true\nsilence_days = 0\n\n[[rates]]"),
        (RECORDED, "unknown", "undisclosed"),
    ],
)
def test_a_record_of_another_is_not_changed(
    judged: Judged, norway: Bench, path: str, old: str, new: str
) -> None:
    _edited(norway, path, old, new)

    (refused,) = judged.push(norway)

    assert (refused.rule, refused.path) == ("WB601", path)
    assert "propose it to them" in refused.message


def test_a_record_of_another_is_not_deleted(judged: Judged, norway: Bench, fuel: str) -> None:
    norway.git("fetch", "--quiet")
    norway.git("reset", "--quiet", "--hard", "origin/main")
    norway.git("rm", "--quiet", fuel, RECORDED)
    norway.commit({})

    assert {one.path for one in judged.push(norway)} == {fuel, RECORDED}


@pytest.mark.parametrize(
    "folder",
    [
        "plans/nations/swe/requests",
        "plans/Nations/SWE/requests",
        "plans/nations/SWE/Requests",
        "plans/nations/S\u0057\u0301E/requests",
        "plans/nations/\uff33WE/requests",
        "plans/nations/SWE /requests",
        "plans/nations/NOR/SWE/requests",
        "plans/nations/NOR/Requests",
        "Plans/nations/NOR/requests",
        "plans/nations/../nations/NOR/x/requests",
        "plans\\nations\\NOR",
    ],
)
def test_no_folder_passes_for_another(judged: Judged, norway: Bench, folder: str) -> None:
    norway.commit({f"{folder}/NOR-R-55JK.toml": FUEL})

    assert rules(judged.push(norway)) & {"WB601", "path"}


@pytest.mark.parametrize("name", [b"\xff", b"\x1b[2J", b"a\nb", b"\xe2\x80\xae", b"NOR-R-55JK.toml\xff"])
def test_a_name_that_is_no_text_is_told_in_plain_letters(judged: Judged, norway: Bench, name: bytes) -> None:
    blob = norway.git("rev-parse", f"HEAD:{COMMITMENT}").encode()
    line = b"100644 " + blob + b"\tplans/nations/NOR/requests/" + name + b"\0"
    subprocess.run(["git", "update-index", "-z", "--index-info"], cwd=norway.folder, input=line, check=True)
    norway.git("commit", "--quiet", "--message", "Record")

    (refused,) = judged.push(norway)

    assert refused.rule == "path"
    assert all(text.isascii() and text.isprintable() for text in (refused.path, refused.message))


def test_no_third_parent_brings_in_what_the_others_do_not_say(
    judged: Judged, norway: Bench, fuel: str
) -> None:
    norway.git("fetch", "--quiet")
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    parents = [norway.git("rev-parse", name) for name in ("HEAD", "origin/main")]
    norway.git("checkout", "--quiet", "-b", "other", "origin/main")
    norway.commit({"plans/nations/NOR/requests/NOR-R-55JK.toml": FUEL})
    third = norway.git("rev-parse", "HEAD")
    norway.commit({COMMITMENT: norway.git("show", f"main:{COMMITMENT}") + "\n"})
    whole = norway.git("rev-parse", "HEAD^{tree}")
    norway.commit({fuel: FUEL.replace("900", "1")})
    odd = norway.git("rev-parse", "HEAD^{tree}")
    options = [word for parent in (*parents, third) for word in ("-p", parent)]
    good, bad = (norway.git("commit-tree", tree, *options, "-m", "Merge") for tree in (whole, odd))

    assert rules(judged.push(norway, what=bad)) == {"merge"}
    assert judged.push(norway, what=good) == ()


def test_histories_that_cross_bring_in_what_both_say_and_nothing_else(
    judged: Judged, norway: Bench, fuel: str
) -> None:
    norway.git("fetch", "--quiet")
    main = norway.git("rev-parse", "origin/main")
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    own = norway.git("rev-parse", "HEAD")
    norway.git("merge", "--quiet", "--message", "Merge", main)
    one = norway.git("rev-parse", "HEAD")
    other = norway.git("commit-tree", f"{one}^{{tree}}", "-p", main, "-p", own, "-m", "Merge")
    bad, good = (
        norway.git("commit-tree", f"{tree}^{{tree}}", "-p", one, "-p", other, "-m", "Cross")
        for tree in (own, one)
    )

    assert fuel in norway.git("ls-tree", "-r", "--name-only", one)
    assert [(one.rule, one.path) for one in judged.push(norway, what=bad)] == [("merge", fuel)]
    assert judged.push(norway, what=good) == ()


def test_no_record_is_moved_over_anothers(judged: Judged, norway: Bench, fuel: str) -> None:
    norway.git("pull", "--quiet")
    norway.git("mv", "--force", COMMITMENT, fuel)
    norway.commit({})

    assert {one.path for one in judged.push(norway)} == {fuel}


def test_no_id_of_another_is_taken_in_ones_own_folder(judged: Judged, norway: Bench) -> None:
    norway.commit({"plans/nations/NOR/requests/SWE-R-11AB.toml": FUEL})

    assert rules(judged.push(norway)) == {"path"}


def test_a_foreign_edit_is_refused_though_it_is_taken_back_again(
    judged: Judged, norway: Bench, fuel: str
) -> None:
    norway.git("pull", "--quiet")
    _edited(norway, fuel, "900", "1")
    _edited(norway, fuel, "= 1\n", "= 900\n")
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")

    assert norway.git("diff", "--stat", "origin/main", "--", fuel) == ""
    assert rules(judged.push(norway)) == {"WB601"}
    assert rules(judged.push(norway, "proposal/NOR-P-7K3Q")) == {"WB601"}


def test_a_merge_that_takes_only_ones_own_side_is_refused(judged: Judged, norway: Bench, fuel: str) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    norway.git("fetch", "--quiet")
    norway.git("merge", "--quiet", "--strategy=ours", "--message", "Merge", "origin/main")

    refused = judged.push(norway)

    assert [(one.rule, one.path) for one in refused] == [("merge", fuel)]
    assert "workbook sync" in refused[0].message


def test_a_merge_that_takes_only_ones_own_side_is_no_proposal(
    judged: Judged, norway: Bench, fuel: str
) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    norway.git("fetch", "--quiet")
    norway.git("merge", "--quiet", "--strategy=ours", "--message", "Merge", "origin/main")
    norway.commit({"plans/nations/NOR/proposals/NOR-P-7K3Q.toml": 'title = "Fewer"\n'})

    assert rules(judged.push(norway, "proposal/NOR-P-7K3Q")) == {"merge"}
    assert rules(judged.push(norway)) == {"merge"}


def test_a_merge_that_undoes_a_figure_is_refused_though_a_later_one_puts_it_back(
    judged: Judged, norway: Bench, fuel: str
) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    norway.git("fetch", "--quiet")
    norway.git("merge", "--quiet", "--strategy=ours", "--message", "Merge", "origin/main")
    norway.git("checkout", "--quiet", "origin/main", "--", fuel)
    norway.commit({})

    assert norway.git("diff", "--stat", "origin/main", "--", fuel) == ""
    assert rules(judged.push(norway)) == {"merge", "WB601"}


@pytest.mark.parametrize("text", [FUEL.replace("900", "1"), FUEL + "# seen\n", ""])
def test_a_merge_that_says_what_no_side_says_is_refused(
    judged: Judged, norway: Bench, fuel: str, text: str
) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    norway.git("fetch", "--quiet")
    norway.git("merge", "--quiet", "--no-commit", "--no-ff", "origin/main")
    norway.commit({fuel: text})

    assert rules(judged.push(norway)) == {"merge"}


def test_a_merge_may_say_of_ones_own_what_no_side_says(judged: Judged, norway: Bench, fuel: str) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    norway.git("fetch", "--quiet")
    norway.git("merge", "--quiet", "--no-commit", "--no-ff", "origin/main")
    _edited(norway, COMMITMENT, "= 800", "= 700")

    assert norway.git("show", f"HEAD:{fuel}") == FUEL.strip()
    assert judged.push(norway) == ()


def test_another_history_brings_nothing_in(judged: Judged, norway: Bench) -> None:
    norway.git("checkout", "--quiet", "--orphan", "other")
    norway.commit({"plans/nations/NOR/requests/NOR-R-55JK.toml": FUEL})
    norway.git("checkout", "--quiet", "main")
    norway.git("merge", "--quiet", "--allow-unrelated-histories", "--strategy=ours", "-m", "x", "other")

    assert rules(judged.push(norway)) == {"unrelated"}


def test_no_author_trailer_or_signature_makes_a_record_ones_own(
    judged: Judged, norway: Bench, fuel: str
) -> None:
    norway.git("pull", "--quiet")
    norway.write({fuel: FUEL.replace("900", "1")})
    norway.git(
        "-c", "user.name=Staff of SWE", "-c", "user.email=swe@example.org",
        "commit", "--quiet", "--all", "--author", "Staff of SWE <swe@example.org>",
        "--message", "Less\n\nOn-behalf-of: SWE\nSigned-off-by: Staff of SWE <swe@example.org>",
    )  # fmt: skip

    assert rules(judged.push(norway)) == {"WB601", "on-behalf"}


def test_nobody_says_in_the_log_that_another_did_it(judged: Judged, norway: Bench) -> None:
    _edited(norway, COMMITMENT, "= 900", "= 800")
    norway.git("commit", "--quiet", "--amend", "--message", "Less\n\non-behalf-of: SWE")

    (refused,) = judged.push(norway)

    assert refused.rule == "on-behalf"
    assert "you push for NOR" in refused.message


def test_what_was_recorded_for_another_is_not_cleared_away(judged: Judged, norway: Bench) -> None:
    norway.git("rm", "--quiet", RECORDED)
    norway.commit({})

    assert rules(judged.push(norway)) == {"WB601"}


def test_what_was_recorded_goes_only_once_it_is_taken_up(judged: Judged, sweden: Bench) -> None:
    sweden.git("rm", "--quiet", RECORDED)
    sweden.commit({})

    assert "approval" in rules(judged.push(sweden))


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
@pytest.mark.parametrize("place", [COMMITMENT, "plans/nations/NOR/requests/NOR-R-55JK.toml"])
def test_no_link_stands_for_a_record(judged: Judged, norway: Bench, place: str) -> None:
    (norway.folder / place).parent.mkdir(parents=True, exist_ok=True)
    (norway.folder / place).unlink(missing_ok=True)
    (norway.folder / place).symlink_to("../../../workbook.toml")
    norway.commit({})

    (refused,) = judged.push(norway)

    assert (refused.rule, "is a link" in refused.message) == ("path", True)


def test_no_other_repository_stands_in_a_plan(judged: Judged, norway: Bench) -> None:
    head = norway.git("rev-parse", "HEAD")
    for path in ("plans/nations/NOR/requests/NOR-R-55JK.toml", "plans/nations/NOR/requests"):
        norway.git("reset", "--quiet", "--hard", "origin/main")
        norway.git("update-index", "--add", "--cacheinfo", f"160000,{head},{path}")
        norway.git("commit", "--quiet", "--message", "Record")

        assert "path" in rules(judged.push(norway))


def test_no_record_is_a_program(judged: Judged, norway: Bench) -> None:
    norway.git("update-index", "--chmod=+x", COMMITMENT)
    norway.git("commit", "--quiet", "--message", "Record")

    assert rules(judged.push(norway)) == {"path"}


@pytest.mark.parametrize(
    "path", [".gitattributes", ".mailmap", ".gitmodules", ".github/workflows/x.yml", "x"]
)
def test_what_steers_git_is_the_secretariats(judged: Judged, norway: Bench, path: str) -> None:
    norway.commit({path: "* -text\n"})

    assert rules(judged.push(norway)) == {"WB601"}
    assert rules(judged.push(norway, "proposal/NOR-P-7K3Q")) == {"WB601"}


@pytest.mark.parametrize(
    "path",
    [
        ".gitmodules",
        ".git-x/config",
        "templates/.hidden",
        "templates/caf\u00e9.j2",
        "templates/Paper.css",
        "Templates/paper.j2",
        "templates/a b.j2",
        "templates/a.",
        "plans/notes.txt",
        "layers/x/plans/layer.toml",
        "plans/catalogue/items/155MM.toml",
        "plans/meetings/X/meeting.toml",
        "plans/nations/USA/requests/USA-R-11AB.toml.age",
    ],
)
def test_names_that_systems_tell_apart_differently_are_refused(judged: Judged, usa: Bench, path: str) -> None:
    usa.commit({"templates/paper.css": "p {}\n"})
    assert judged.push(usa) == ()
    usa.write({path: "x = 1\n"})
    usa.git("add", "--force", path)
    usa.commit({})

    assert rules(judged.push(usa)) == {"path"}
