"""Attacks on consent: what others must approve comes into main only as they approve it."""

import re
from collections.abc import Sequence

import pytest

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from tests.desk.guarding.contents.judged import FUNDED, GIFT, ITEM, Judged, proposed, rules, run
from workbook.desk.guarding.refusal import Refusal

MANIFEST = "plans/workbook.toml"
STOCK = "plans/nations/NOR/stocks/NOR-S-5H1M.toml"
WAIVED = """\
item = "155mm-he"
holding = 100
minimum = 150
as_of = 2022-09-01
waiver = {status = "approved", until = 2023-06-30, approved_by = "SWE", reason = "Replenished in June."}
"""
JOINT = """\
title = "Barrels together"
item = "155mm-he"
quantity = 12
parties = [{nation = "NOR", quantity = 6}, {nation = "SWE", quantity = 6}]
"""
ORIGIN = 'origin = "SWE"\n'
DRAWN = GIFT.replace('financed_by = [{nation = "SWE", share = "1/3"}]', 'stock_owner = "SWE"')
LEFT = GIFT.replace('financed_by = [{nation = "SWE", share = "1/3"}]', 'consents = [{nation = "SWE"}]')


@pytest.fixture
def id(norway: Bench) -> str:
    """A gift of Norway's that Sweden pays a part of."""
    norway.commit({FUNDED: GIFT})
    return proposed(norway)


def _approve(bench: Bench, id: str) -> None:
    run(bench, "review", id, "--verdict", "approve")


def _adopt_by_hand(
    judged: Judged, bench: Bench, id: str, *reviews: str, today: str = TODAY
) -> Sequence[Refusal]:
    """Merge a proposal and reviews into main by plain git, and push that."""
    bench.git("fetch", "--quiet")
    bench.git("checkout", "--quiet", "-B", "adopting", "origin/main")
    for name in (f"proposal/{id}", *(f"review/{nation}/{id}" for nation in reviews)):
        bench.git("merge", "--quiet", "--no-ff", "--message", "Adopt", f"origin/{name}")
    return judged.push(bench, today=today)


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (FUNDED, GIFT, "SWE, as it is named as paying"),
        (FUNDED, DRAWN, "SWE, as it is drawn from its stock"),
        (FUNDED, LEFT, "SWE, as a retransfer needs its leave"),
        ("plans/nations/NOR/procurements/NOR-J-5H1M.toml", JOINT, "SWE, as it is a party"),
    ],
)
def test_what_another_must_approve_is_not_published(
    judged: Judged, norway: Bench, path: str, text: str, words: str
) -> None:
    norway.commit({path: text})

    (refused,) = judged.push(norway)

    assert refused.rule == "approval"
    assert words in refused.message
    assert "workbook propose" in refused.message


def test_who_was_named_must_agree_to_go(judged: Judged, sweden: Bench, norway: Bench, id: str) -> None:
    _approve(sweden, id)
    run(norway, "adopt", id)
    text = (norway.folder / FUNDED).read_text()
    norway.commit({FUNDED: re.sub("financed_by.*\n", "", text)})

    assert rules(judged.push(norway)) == {"approval"}


def test_a_policy_that_asks_for_more_counts_as_main_says(judged: Judged, usa: Bench, norway: Bench) -> None:
    more = '\n[[approval.more]]\nkind = "commitment"\nof = ["SWE", "DEU"]\nat_least = 1\n'
    usa.commit({MANIFEST: (usa.folder / MANIFEST).read_text() + more})
    assert judged.push(usa) == ()
    norway.git("pull", "--quiet")
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")

    assert rules(judged.push(norway)) == {"approval"}


def test_an_adoption_by_plain_git_needs_the_same(judged: Judged, sweden: Bench, usa: Bench, id: str) -> None:
    early = _adopt_by_hand(judged, usa, id)
    _approve(sweden, id)
    without = _adopt_by_hand(judged, usa, id)

    assert rules(early) == {"approval"}
    assert f"{id} cannot be adopted yet" in early[0].message
    assert rules(without) == {"adoption"}
    assert "left out of the merge" in without[0].message
    assert _adopt_by_hand(judged, usa, id, "SWE") == ()


def test_an_objection_blocks_whenever_it_comes(judged: Judged, sweden: Bench, usa: Bench, id: str) -> None:
    _approve(sweden, id)
    usa.git("fetch", "--quiet")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/proposal/{id}")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/review/SWE/{id}")
    run(sweden, "review", id, "--verdict", "object")

    assert rules(judged.push(usa)) == {"adoption"}
    assert rules(_adopt_by_hand(judged, usa, id, "SWE")) == {"approval"}


def test_a_reservation_of_another_is_carried_or_nothing_is(
    judged: Judged, sweden: Bench, usa: Bench, id: str
) -> None:
    germany = judged.clone("DEU")
    _approve(sweden, id)
    run(germany, "review", id, "--verdict", "object", "--text", "Too early.")

    assert rules(_adopt_by_hand(judged, usa, id, "SWE")) == {"adoption"}
    assert _adopt_by_hand(judged, usa, id, "SWE", "DEU") == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("quantity = 12", "quantity = 13"),
        ("made_on", 'colour = "green"\nmade_on'),
        ('share = "1/3"', 'share = "2/3"'),
        ("made_on = 2022-09-20\n", ""),
    ],
)
def test_an_approval_covers_these_figures_alone(
    judged: Judged, norway: Bench, sweden: Bench, usa: Bench, id: str, old: str, new: str
) -> None:
    _approve(sweden, id)
    norway.commit({FUNDED: GIFT.replace(old, new)})
    run(norway, "propose")

    assert rules(_adopt_by_hand(judged, usa, id, "SWE")) == {"approval", "lapsed"}


def test_who_proposes_and_pushes_cannot_adopt_other_figures(
    judged: Judged, norway: Bench, sweden: Bench, id: str
) -> None:
    _approve(sweden, id)
    norway.git("fetch", "--quiet")
    norway.git("checkout", "--quiet", "-B", "adopting", "origin/main")
    norway.git("merge", "--quiet", "--no-ff", "--no-commit", f"origin/proposal/{id}")
    norway.commit({FUNDED: GIFT.replace("12", "13")})
    norway.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/review/SWE/{id}")

    assert rules(judged.push(norway)) == {"adoption"}


def test_a_waiver_that_is_dropped_voids_what_was_agreed_with_it(
    judged: Judged, norway: Bench, sweden: Bench, usa: Bench
) -> None:
    norway.commit({FUNDED: GIFT, STOCK: WAIVED})
    id = proposed(norway)
    _approve(sweden, id)
    norway.git("rm", "--quiet", STOCK)
    norway.commit({})
    run(norway, "propose")

    assert rules(_adopt_by_hand(judged, usa, id, "SWE")) == {"approval", "lapsed"}


def test_a_waiver_is_not_dropped_in_the_merge_that_adopts(
    judged: Judged, norway: Bench, sweden: Bench
) -> None:
    norway.commit({FUNDED: GIFT, STOCK: WAIVED})
    id = proposed(norway)
    _approve(sweden, id)
    norway.git("fetch", "--quiet")
    norway.git("checkout", "--quiet", "-B", "adopting", "origin/main")
    norway.git("merge", "--quiet", "--no-ff", "--no-commit", f"origin/proposal/{id}")
    norway.git("rm", "--quiet", "--force", STOCK)
    norway.commit({})
    norway.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/review/SWE/{id}")

    refused = judged.push(norway)

    assert [(one.rule, one.path) for one in refused] == [("adoption", STOCK)]


def test_an_approval_is_of_one_proposal(
    judged: Judged, norway: Bench, sweden: Bench, usa: Bench, id: str
) -> None:
    _approve(sweden, id)
    norway.git("switch", "--quiet", "main")
    # Another commit that says the same: the very same one is proposed already.
    norway.commit({FUNDED: GIFT}, at="2022-09-28T13:00:00Z")
    other = proposed(norway, "Again")
    sweden.git("fetch", "--quiet")

    replayed = judged.push(sweden, f"review/SWE/{other}", f"origin/review/SWE/{id}")

    assert rules(replayed) == {"review"}
    assert f"is no review of {other}" in replayed[0].message
    assert rules(_adopt_by_hand(judged, usa, other)) == {"approval"}


def test_an_approval_from_before_is_worth_nothing_once_figures_are_others(
    judged: Judged, norway: Bench, sweden: Bench, usa: Bench, id: str
) -> None:
    _approve(sweden, id)
    sweden.git("fetch", "--quiet")
    old = sweden.git("rev-parse", f"origin/review/SWE/{id}")
    norway.commit({FUNDED: GIFT.replace("12", "13")})
    run(norway, "propose")
    run(sweden, "review", id, "--verdict", "object")
    usa.git("fetch", "--quiet")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/proposal/{id}")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", old)

    assert rules(judged.push(usa)) == {"adoption"}


def test_no_approval_is_forged_into_anothers_folder(judged: Judged, usa: Bench, id: str) -> None:
    usa.git("fetch", "--quiet")
    forged = f'proposal = "{id}"\nverdict = "approve"\non = 2022-09-28T10:00:00Z\n'
    usa.commit({"plans/nations/SWE/reviews/SWE-V-1A2B.toml": forged})

    assert rules(judged.push(usa, f"review/USA/{id}")) == {"review"}
    assert rules(judged.push(usa, f"review/SWE/{id}")) == {"foreign-ref"}
    assert rules(judged.push(usa)) == {"WB601"}


@pytest.mark.parametrize(
    "told",
    [
        "Approved-by: SWE {head}",
        "approved-BY :SWE {head}",
        "Approved-by:\n  SWE\n  {head}",
        "Decision: D-7K3Q",
        "Proposal-Id: SWE-P-7K3Q",
    ],
)
def test_nothing_is_told_of_approvals_and_decisions_that_is_not_so(
    judged: Judged, norway: Bench, told: str
) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    line = told.format(head=norway.git("rev-parse", "HEAD"))
    norway.git("commit", "--quiet", "--amend", "--message", f"Less\n\n{line}")

    (refused,) = judged.push(norway)

    assert refused.rule == line.partition(":")[0].strip().lower()
    assert "commit it again without that line" in refused.message


def test_nothing_is_told_in_letters_that_only_some_can_read(judged: Judged, norway: Bench) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    commit = ("commit", "--quiet", "--amend", "--message", "Less")
    norway.git("-c", "i18n.commitEncoding=ISO-8859-1", *commit)
    odd = rules(judged.push(norway))
    norway.git("-c", "i18n.commitEncoding=utf8", *commit)

    assert odd == {"encoding"}
    assert judged.push(norway) == ()


def test_an_older_state_of_a_proposal_is_nobodys_word(judged: Judged, norway: Bench, usa: Bench) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    id = proposed(norway)
    usa.git("fetch", "--quiet")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/proposal/{id}")
    run(norway, "set", "NOR-C-7K3Q", "quantity=850")
    run(norway, "propose")

    assert rules(judged.push(usa)) == {"WB601"}
    assert _adopt_by_hand(judged, usa, id) == ()


def test_what_was_withdrawn_is_not_adopted(judged: Judged, norway: Bench, usa: Bench) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    id = proposed(norway)
    run(norway, "withdraw", id)

    assert rules(_adopt_by_hand(judged, usa, id)) == {"WB601"}


def test_an_adoption_brings_nothing_else(judged: Judged, norway: Bench, usa: Bench) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    id = proposed(norway)
    usa.git("fetch", "--quiet")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/proposal/{id}")
    usa.commit({ITEM: (usa.folder / ITEM).read_text().replace("= 6", "= 9")})

    refused = judged.push(usa)

    assert [(one.rule, one.path) for one in refused] == [("adoption", ITEM)]


def test_proposals_are_adopted_one_after_the_other(judged: Judged, norway: Bench, usa: Bench) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    one = proposed(norway)
    norway.git("switch", "--quiet", "main")
    norway.commit({"plans/nations/NOR/requests/NOR-R-55JK.toml": 'title = "Fuel"\nquantity = 5\n'})
    other = proposed(norway, "Fuel")
    usa.git("fetch", "--quiet")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/proposal/{one}")
    usa.git("merge", "--quiet", "--no-ff", "-m", "x", f"origin/proposal/{other}")

    refused = judged.push(usa)

    assert "one after the other" in refused[0].message
    assert _adopt_by_hand(judged, usa, one) == ()
    assert _adopt_by_hand(judged, usa, other) == ()


def test_a_proposal_that_conflicts_with_main_is_not_adopted(
    judged: Judged, norway: Bench, usa: Bench
) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    id = proposed(norway)
    bergen = judged.clone("NOR", "bergen")
    run(bergen, "set", "NOR-C-7K3Q", "quantity=700")
    run(bergen, "sync")
    usa.git("fetch", "--quiet")
    usa.git("checkout", "--quiet", "-B", "adopting", "origin/main")
    usa.git("merge", "--quiet", "--no-ff", "--strategy-option=theirs", "-m", "x", f"origin/proposal/{id}")

    assert rules(judged.push(usa)) == {"merge"}


def test_no_policy_is_loosened_by_what_it_judges(judged: Judged, norway: Bench) -> None:
    text = (norway.folder / MANIFEST).read_text()
    loose = text + "\n[approval]\nsilence = true\nsilence_days = 1\n"
    norway.commit({MANIFEST: loose, ITEM: (norway.folder / ITEM).read_text().replace("= 6", "= 9")})
    id = proposed(norway, "Quick", "--silence-until", "2022-01-01")

    refused = _adopt_by_hand(judged, norway, id, today="2023-01-01")

    assert rules(refused) == {"approval"}
    assert "USA must approve" in refused[0].message


def test_a_proposal_of_ones_own_records_that_needs_nobody_is_adopted_by_anybody(
    judged: Judged, norway: Bench, sweden: Bench
) -> None:
    run(norway, "set", "NOR-C-7K3Q", "quantity=800")
    id = proposed(norway)

    run(sweden, "adopt", id)

    assert "quantity = 800" in judged.git("show", f"main:{COMMITMENT}")
