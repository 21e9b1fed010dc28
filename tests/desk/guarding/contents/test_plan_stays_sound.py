"""Attacks on the plan itself: what nobody could read, or could read and should not, is refused."""

import pytest

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.guarding.contents.judged import Judged, rules, run
from workbook.check.examples import COALITION

MANIFEST = "plans/workbook.toml"
REQUEST = "plans/nations/NOR/requests/NOR-R-55JK.toml"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("x = ", "WB101"),
        (b'title = "\xff"\n', "WB101"),
        ('title = "Fuel"\nquantity = 1E99999999\n', "WB112"),
        ('title = "Fuel"\nquantity = {about = "many"}\n', "WB104"),
        ("<<<<<<< main\nx = 1\n=======\nx = 2\n>>>>>>> b\n", "WB110"),
        ('title = "Fu\u202eel"\nquantity = 5\n', "WB107"),
        ('title = "Fuel"\nquantity = 5\nrelease = ["NOR"]\n', "WB701"),
        ('title = "Fuel"\nquantity = 5\nitem = "nothing-such"\n', "WB201"),
        ("title = 'Fuel'\nquantity = 5\nx = " + "[" * 5_000 + "]" * 5_000 + "\n", "WB101"),
        ("quantity = 5\n", "WB103"),
    ],
)
def test_what_cannot_stand_in_a_plan_is_refused(
    judged: Judged, norway: Bench, text: str | bytes, rule: str
) -> None:
    norway.commit({REQUEST: text})

    refused = judged.push(norway)

    assert {one.path for one in refused} == {REQUEST}
    assert {one.rule[:3] for one in refused} == {rule[:3]}
    assert all("NOR-R-55JK" in one.message for one in refused)


def test_a_record_that_others_saw_is_not_deleted(judged: Judged, norway: Bench) -> None:
    norway.git("rm", "--quiet", COMMITMENT)
    norway.commit({})

    assert rules(judged.push(norway)) == {"WB602"}


def test_an_id_is_not_used_twice(judged: Judged, norway: Bench, sweden: Bench) -> None:
    barrel = 'name = "Barrel"\nkind = "component"\nunit = "each"\n'
    sweden.commit({"plans/nations/SWE/items/barrel.toml": barrel})
    assert judged.push(sweden) == ()
    norway.git("pull", "--quiet")
    norway.commit({"plans/nations/NOR/items/barrel.toml": barrel.replace("Barrel", "Vat")})

    assert "WB106" in rules(judged.push(norway))


@pytest.mark.parametrize("text", ["", "format = ", 'format = 1\ntitle = "x"\n', "format = 99\n"])
def test_the_plan_stays_one_that_somebody_keeps(judged: Judged, usa: Bench, text: str) -> None:
    usa.commit({MANIFEST: text})

    assert "no-plan" in rules(judged.push(usa))


@pytest.mark.parametrize(
    ("of", "at_least", "words"), [("[]", 1, "1 approvals of 0"), ('["nordics"]', 9, "9 approvals of")]
)
def test_no_policy_asks_for_what_nobody_can_give(
    judged: Judged, usa: Bench, of: str, at_least: int, words: str
) -> None:
    more = f"\n[[approval.more]]\nof = {of}\nat_least = {at_least}\n"
    usa.commit({MANIFEST: (usa.folder / MANIFEST).read_text() + more})

    (refused,) = judged.push(usa)

    assert (refused.rule, refused.path) == ("policy", MANIFEST)
    assert words in refused.message


def test_the_plan_is_not_taken_away(judged: Judged, usa: Bench) -> None:
    usa.git("rm", "--quiet", MANIFEST)
    usa.commit({})

    assert "no-plan" in rules(judged.push(usa))


def test_what_breaks_for_others_warns_and_keeps_nobody_from_speaking(judged: Judged, norway: Bench) -> None:
    text = (norway.folder / COMMITMENT).read_text()
    norway.commit({COMMITMENT: text + 'retired = {on = 2022-09-28, reason = "Given up."}\n'})

    assert judged.push(norway) == ()


def test_an_error_that_was_there_before_keeps_nobody_from_speaking(judged: Judged, norway: Bench) -> None:
    norway.commit({REQUEST: 'title = "Fuel"\nquantity = 5\nitem = "nothing-such"\n'})
    judged.git("fetch", "--quiet", str(norway.folder), "HEAD")
    judged.git("update-ref", "refs/heads/main", norway.git("rev-parse", "HEAD"))
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")

    assert judged.push(norway) == ()


def test_the_secretariat_hands_over_and_its_successor_keeps_the_plan(
    judged: Judged, usa: Bench, sweden: Bench
) -> None:
    handed = COALITION[MANIFEST].replace('secretariat = "USA"', 'secretariat = "SWE"')
    usa.commit(
        {MANIFEST: handed, "plans/nations/USA/requests/USA-R-55JK.toml": 'title = "x"\nquantity = 5\n'}
    )
    assert judged.push(usa) == ()
    sweden.git("pull", "--quiet")
    sweden.commit({MANIFEST: handed.replace("Example", "New")})
    usa.commit({MANIFEST: handed.replace("Example", "Old")})

    assert rules(judged.push(usa)) == {"WB601"}
    assert judged.push(sweden) == ()


@pytest.mark.parametrize("date", ["253402300800 +0000", "99999999999 +0000"])
def test_no_commit_is_dated_beyond_all_plans(judged: Judged, norway: Bench, date: str) -> None:
    norway.write({REQUEST: 'title = "Fuel"\nquantity = 5\n'})
    norway.git("add", "--all")
    norway.git("commit", "--quiet", "--message", "x", "--date", f"@{date}")

    assert rules(judged.push(norway)) == {"date"}
