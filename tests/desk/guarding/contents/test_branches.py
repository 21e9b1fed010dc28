"""Attacks on the branches of proposals and reviews: each holds what its own nation says, and stays said."""

import pytest

from tests.cli.conftest import COMMITMENT, REQUEST, Bench
from tests.desk.guarding.contents.judged import FUNDED, GIFT, ITEM, Judged, proposed, rules, run

RECORD = "plans/nations/NOR/proposals/NOR-P-7K3Q.toml"
NAME = "proposal/NOR-P-7K3Q"
REVIEW = "plans/nations/SWE/reviews/SWE-V-1A2B.toml"


@pytest.fixture
def id(norway: Bench) -> str:
    """A gift of Norway's that Sweden pays a part of."""
    norway.commit({FUNDED: GIFT})
    return proposed(norway)


def _review(id: str, verdict: str = "approve") -> str:
    return f'proposal = "{id}"\nverdict = "{verdict}"\non = 2022-09-28T10:00:00Z\n'


def test_a_proposal_holds_its_nations_records_and_what_the_secretariat_keeps(
    judged: Judged, norway: Bench
) -> None:
    norway.commit({RECORD: 'title = "x"\n', ITEM: (norway.folder / ITEM).read_text().replace("= 6", "= 9")})

    assert judged.push(norway, NAME) == ()


@pytest.mark.parametrize("text", [None, "", "title = \n", "purpose = 'x'\n"])
def test_a_proposal_says_what_it_is(judged: Judged, norway: Bench, text: str | None) -> None:
    norway.commit({} if text is None else {RECORD: text})

    (refused,) = judged.push(norway, NAME)

    assert (refused.rule, refused.path) == ("proposal", RECORD)


def test_a_proposal_is_not_about_another(judged: Judged, norway: Bench) -> None:
    norway.commit({"plans/nations/NOR/proposals/NOR-P-0000.toml": 'title = "x"\n'})

    assert rules(judged.push(norway, NAME)) == {"proposal"}


def test_a_proposal_holds_no_record_of_another(judged: Judged, norway: Bench) -> None:
    text = (norway.folder / REQUEST).read_text()
    norway.commit({RECORD: 'title = "x"\n', REQUEST: text.replace("4000", "1")})
    first = judged.push(norway, NAME)
    norway.commit({REQUEST: text})

    assert rules(first) == {"WB601"}
    assert rules(judged.push(norway, NAME)) == {"WB601"}


def test_a_proposal_stands_on_no_proposal_of_another(judged: Judged, sweden: Bench, id: str) -> None:
    sweden.git("fetch", "--quiet")
    sweden.git("merge", "--quiet", f"origin/proposal/{id}")
    sweden.commit({"plans/nations/SWE/proposals/SWE-P-7K3Q.toml": 'title = "x"\n'})

    assert rules(judged.push(sweden, "proposal/SWE-P-7K3Q")) == {"WB601"}


def test_a_proposal_is_not_pushed_by_another(judged: Judged, sweden: Bench, id: str) -> None:
    sweden.git("fetch", "--quiet")

    assert rules(judged.push(sweden, f"proposal/{id}", f"origin/proposal/{id}")) == {"foreign-ref"}


def test_a_review_is_not_changed_or_unsaid(judged: Judged, sweden: Bench, id: str) -> None:
    sweden.commit({REVIEW: _review(id, "object")})
    assert judged.push(sweden, f"review/SWE/{id}") == ()
    sweden.commit({REVIEW: _review(id)})
    changed = judged.push(sweden, f"review/SWE/{id}")
    sweden.git("reset", "--quiet", "--hard", "HEAD~")
    sweden.git("rm", "--quiet", REVIEW)
    sweden.commit({})

    assert rules(changed) == {"review"}
    assert "was said and stays so" in changed[0].message
    assert rules(judged.push(sweden, f"review/SWE/{id}")) == {"review"}


@pytest.mark.parametrize(
    "path",
    [
        COMMITMENT,
        "plans/nations/SWE/requests/SWE-R-11AB.toml",
        "plans/nations/SWE/reviews/SWE-V-1A2B.txt",
        "plans/nations/SWE/reviews/swe-v-1a2b.toml",
        "plans/nations/SWE/reviews/NOR-V-1A2B.toml",
        "plans/nations/SWE/reviews/x/SWE-V-1A2B.toml",
        "plans/nations/NOR/reviews/NOR-V-1A2B.toml",
        ".mailmap",
    ],
)
def test_a_review_branch_holds_nothing_else(judged: Judged, sweden: Bench, id: str, path: str) -> None:
    sweden.commit({path: _review(id)})

    assert rules(judged.push(sweden, f"review/SWE/{id}")) == {"review"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("approve", "agree"),
        ("proposal", "about"),
        ("2022-09-28T10:00:00Z", "soon"),
        ("verdict", "release = ['SWE']\nverdict"),
        ("NOR-P", "NOR-C"),
        ("=", "= ="),
    ],
)
def test_a_review_can_be_read_and_is_of_this_proposal(
    judged: Judged, sweden: Bench, id: str, old: str, new: str
) -> None:
    sweden.commit({REVIEW: _review(id).replace(old, new)})

    refused = judged.push(sweden, f"review/SWE/{id}")

    assert {one.path for one in refused} == {REVIEW}


def test_a_review_branch_is_one_commit_after_the_other(judged: Judged, sweden: Bench, id: str) -> None:
    sweden.commit({REVIEW: _review(id)})
    sweden.git("fetch", "--quiet")
    sweden.git("merge", "--quiet", "--strategy=ours", "-m", "x", f"origin/proposal/{id}")

    assert rules(judged.push(sweden, f"review/SWE/{id}")) == {"review"}


def test_a_review_stands_on_main_and_on_no_proposal(judged: Judged, sweden: Bench, id: str) -> None:
    sweden.git("fetch", "--quiet")
    sweden.git("checkout", "--quiet", f"origin/proposal/{id}")
    sweden.commit({REVIEW: _review(id)})

    assert rules(judged.push(sweden, f"review/SWE/{id}")) == {"review"}


def test_a_review_in_the_name_of_another_is_refused(judged: Judged, sweden: Bench, id: str) -> None:
    sweden.commit({REVIEW: _review(id)})
    sweden.git("commit", "--quiet", "--amend", "-m", "x\n\nOn-behalf-of: NLD")

    assert rules(judged.push(sweden, f"review/SWE/{id}")) == {"on-behalf"}


def test_reviews_and_their_proposal_come_to_main_in_one_piece(judged: Judged, sweden: Bench, id: str) -> None:
    run(sweden, "review", id, "--verdict", "comment", "--text", "Why?")
    run(sweden, "review", id, "--verdict", "approve")
    run(sweden, "adopt", id)

    assert judged.git("ls-tree", "-r", "--name-only", "main").count("/reviews/") == 2


def test_a_proposal_holds_no_other_whose_reviews_would_not_count(
    judged: Judged, norway: Bench, id: str
) -> None:
    norway.commit({RECORD: 'title = "Both"\n'})

    (refused,) = judged.push(norway, NAME)

    assert (refused.rule, refused.path) == ("proposal", f"plans/nations/NOR/proposals/{id}.toml")
    assert "is another proposal" in refused.message


def test_a_review_branch_grows_no_larger_than_who_adopts_can_carry(
    judged: Judged, sweden: Bench, id: str
) -> None:
    many = {REVIEW.replace("1A2B", f"{number:04}"): _review(id, "comment") for number in range(501)}
    sweden.commit(many)
    told = judged.push(sweden, f"review/SWE/{id}")
    sweden.git("reset", "--quiet", "--hard", "HEAD~")
    sweden.commit({REVIEW: _review(id) + f"text = '{'x' * (1 << 20)}'\n"})

    assert rules(told) == rules(judged.push(sweden, f"review/SWE/{id}")) == {"limit"}
    assert "say it in fewer words" in told[0].message


def test_a_review_branch_does_not_begin_from_nothing(judged: Judged, sweden: Bench, id: str) -> None:
    sweden.git("switch", "--quiet", "--orphan", "other")
    sweden.commit({REVIEW: _review(id)})

    (refused,) = judged.push(sweden, f"review/SWE/{id}")

    assert "does not follow one other commit" in refused.message
