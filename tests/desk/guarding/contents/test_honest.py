"""What honest delegations push by the program itself is taken in."""

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST
from tests.desk.guarding.contents.judged import FUNDED, GIFT, ITEM, Judged, proposed, run
from workbook.desk.reviewing import adopting
from workbook.vcs.remotes import push

NATIONS = ("NOR", "SWE", "NLD", "USA", "UKR")


def test_propose_object_amend_approve_adopt_sync(judged: Judged) -> None:
    norway, sweden, netherlands, usa, ukraine = map(judged.clone, NATIONS)
    norway.commit({FUNDED: GIFT, ITEM: (norway.folder / ITEM).read_text().replace("= 6", "= 9")})
    id = proposed(norway, "Barrels")
    run(sweden, "review", id, "--verdict", "object", "--text", "Two too many.")
    run(netherlands, "review", id, "--verdict", "object", "--text", "Too early.")
    run(usa, "review", id, "--verdict", "approve")
    ukraine.commit({REQUEST: (ukraine.folder / REQUEST).read_text().replace("4000", "5000")})
    run(ukraine, "sync")
    run(norway, "set", "NOR-C-9D0M", "quantity=10")
    run(norway, "propose")
    run(norway, "sync")
    run(sweden, "review", id, "--verdict", "approve")
    run(usa, "review", id, "--verdict", "approve")
    run(usa, "adopt", id)
    run(norway, "sync")
    run(sweden, "set", "SWE", "contact=Stockholm")
    run(sweden, "sync")

    assert judged.git("show", f"main:{FUNDED}") == GIFT.replace("12", "10").strip()
    assert len(judged.git("ls-tree", "-r", "--name-only", "main", "plans/nations").split("/reviews/")) == 6


def test_confirm_and_clear_away_what_was_recorded(judged: Judged) -> None:
    sweden = judged.clone("SWE")

    run(sweden, "confirm", "SWE-R-22CD")
    run(sweden, "sync")

    assert "recorded" not in judged.git("ls-tree", "-r", "--name-only", "main")


def test_clear_away_later_what_was_recorded(judged: Judged) -> None:
    sweden, recorded = judged.clone("SWE"), "plans/recorded/SWE/requests/SWE-R-22CD.toml"
    sweden.commit({recorded.replace("recorded", "nations"): (sweden.folder / recorded).read_bytes()})
    assert judged.push(sweden) == ()
    sweden.git("rm", "--quiet", recorded)
    sweden.commit({})

    assert judged.push(sweden) == ()


def test_the_secretariat_keeps_what_no_nation_owns(judged: Judged) -> None:
    usa = judged.clone("USA")
    manifest = (usa.folder / "plans/workbook.toml").read_text().replace('"UKR"]', '"UKR", "POL"]', 1)
    usa.commit(
        {
            "plans/workbook.toml": manifest + "\n[approval]\nsilence = true\n",
            "plans/nations/USA/requests/USA-R-11AB.toml": 'title = "Fuel"\nquantity = 5\n',
            "plans/recorded/NLD/requests/NLD-R-11AB.toml": 'title = "Fuel"\nquantity = 5\n',
            "plans/meetings/2022-11-16-brussels/meeting.toml": 'title = "Next"\ndate = 2022-11-16\n',
            "templates/paper.css": "p {}\n",
            ".mailmap": "A <a@example.org>\n",
        }
    )
    run(usa, "sync")
    norway = judged.clone("NOR")
    run(norway, "sync")
    poland = judged.clone("POL")
    poland.commit({"plans/nations/POL/nation.toml": 'name = "Poland"\n'})
    run(poland, "sync")

    assert judged.taken == ["refs/heads/main"] * 2


def test_withdraw_and_go_on(judged: Judged) -> None:
    norway, sweden = judged.clone("NOR"), judged.clone("SWE")
    norway.commit({FUNDED: GIFT})
    id = proposed(norway, "Barrels")
    run(sweden, "review", id, "--verdict", "comment", "--text", "Why?")
    run(norway, "withdraw", id)
    norway.git("switch", "--quiet", "main")
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    run(norway, "sync")

    assert judged.taken[-1] == "refs/heads/main"


def test_branches_that_cross_and_conflicts_settled_by_their_owner(judged: Judged) -> None:
    one, sweden = judged.clone("NOR"), judged.clone("SWE")
    other = judged.clone("NOR", "bergen")
    run(one, "set", "NOR-C-7K3Q", "quantity=800")
    run(other, "set", "NOR-C-7K3Q", "quantity=700")
    run(sweden, "set", "SWE", "contact=Stockholm")
    run(sweden, "sync")
    run(one, "sync")
    assert other.run("sync").exit_code == 1
    run(other, "resolve", "--use", "main")
    run(other, "merge", "--continue", "--with-errors", "Lots follow.")
    run(sweden, "set", "SWE", "delegation=Five")
    run(sweden, "sync")
    run(other, "sync")
    run(one, "sync")
    run(one, "set", "NOR-C-7K3Q", "via=Rail")
    run(one, "sync")

    assert 'via = "Rail"' in judged.git("show", f"main:{COMMITMENT}")


def test_an_adoption_on_top_of_what_others_changed_in_the_same_record(judged: Judged) -> None:
    norway, usa = judged.clone("NOR"), judged.clone("USA")
    other = judged.clone("NOR", "bergen")
    run(norway, "set", "NOR-C-7K3Q", "quantity=950")
    id = proposed(norway, "More")
    run(other, "set", "NOR-C-7K3Q", "via=Rail")
    run(other, "sync")

    run(usa, "adopt", id)

    merged = judged.git("show", f"main:{COMMITMENT}")
    assert "quantity = 950" in merged
    assert 'via = "Rail"' in merged


def test_silence_counts_from_when_the_server_saw_it(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    norway, usa = judged.clone("NOR"), judged.clone("USA")
    manifest = (usa.folder / "plans/workbook.toml").read_text()
    usa.commit({"plans/workbook.toml": manifest + "\n[approval]\nsilence = true\nsilence_days = 10\n"})
    run(usa, "sync")
    run(norway, "sync")
    norway.commit({ITEM: (norway.folder / ITEM).read_text().replace("= 6", "= 9")}, at="2022-09-01T12:00:00Z")
    id = proposed(norway, "It takes longer", "--silence-until", "2022-09-20")
    main = judged.refs["refs/heads/main"]

    judged.judge_all(monkeypatch, today="2022-10-02")
    early = norway.run("--today", "2199-01-01", "adopt", id)
    judged.judge_all(monkeypatch, today="2022-10-09")

    assert "waiting" in early.stderr
    assert judged.refs["refs/heads/main"] == main
    run(norway, "--today", "2199-01-01", "adopt", id)
    assert judged.refs["refs/heads/main"] != main


def test_what_was_said_of_a_record_that_was_dropped_since_keeps_nothing_up(judged: Judged) -> None:
    norway, ukraine, usa = map(judged.clone, ("NOR", "UKR", "USA"))
    request = "plans/nations/NOR/requests/NOR-R-55JK.toml"
    norway.commit({request: 'title = "Fuel"\nquantity = 5\n'})
    run(norway, "set", "NOR-C-7K3Q", "quantity=950")
    id = proposed(norway)
    run(ukraine, "review", id, "--verdict", "object", "--about", "NOR-R-55JK")
    norway.git("rm", "--quiet", request)
    norway.commit({})
    run(norway, "propose")

    run(usa, "adopt", id)

    assert "quantity = 950" in judged.git("show", f"main:{COMMITMENT}")


def test_a_word_that_comes_while_somebody_adopts_is_carried_too(
    judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    norway, germany, usa = map(judged.clone, ("NOR", "DEU", "USA"))
    run(norway, "set", "NOR-C-7K3Q", "quantity=950")
    id = proposed(norway)

    def slow(*words: object, **options: object) -> None:
        monkeypatch.setattr(adopting, "push", push)
        run(germany, "review", id, "--verdict", "comment", "--text", "One moment.")
        push(*words, **options)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(adopting, "push", slow)
    run(usa, "adopt", id)

    assert "One moment." in judged.git("grep", "moment", "main", "--", "plans/nations/DEU/reviews")
