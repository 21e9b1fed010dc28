"""What a nation says of a proposal, and what counts of it."""

import re

import tomli

from tests.cli.conftest import Bench
from tests.desk.reviewing.test_proposing import _propose, _shared_tip
from workbook.cli.review import VERDICTS
from workbook.model.enums import Verdict

PAID = "plans/nations/NOR/commitments/NOR-C-9D0M.toml"
TEXT = """\
title = "Barrels"
kind = "donation"
status = "committed"
item = "155mm-he"
quantity = 12
made_on = 2022-09-20
to = [{party = "UKR"}]
financed_by = [{nation = "UKR"}]
"""


def _said(bench: Bench, id: str, *words: str) -> str:
    done = bench.run("review", id, *words)
    assert done.exit_code == 0, done.stdout + done.stderr
    found = re.search(r"Said as (\S+):", done.stdout)
    assert found is not None
    return found[1]


def _review(bench: Bench, id: str, review: str) -> dict[str, object]:
    nation = review.partition("-")[0]
    path = f"plans/nations/{nation}/reviews/{review}.toml"
    return tomli.loads(bench.git("show", f"origin/review/{nation}/{id}:{path}"))


def test_the_words_of_the_command_are_those_of_the_model() -> None:
    assert tuple(Verdict) == VERDICTS


def test_it_covers_all_that_the_proposal_changes_and_nothing_of_it_is_on_main(
    shared: Bench, ukraine: Bench
) -> None:
    shared.commit({PAID: TEXT})
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id, main = _propose(shared), _shared_tip(shared, "main")

    review = _said(ukraine, id, "--verdict", "approve", "--text", "Good.")

    found = _review(ukraine, id, review)
    assert set(found["covers"]) == {"NOR-C-7K3Q", "NOR-C-9D0M"}  # type: ignore[call-overload]  # a table
    assert (found["proposal"], found["verdict"], found["text"]) == (id, "approve", "Good.")
    assert "release" not in found
    assert _shared_tip(shared, "main") == main
    assert ukraine.git("status", "--porcelain") == ""


def test_the_next_review_replaces_the_one_before_and_the_branch_moves_forward(
    shared: Bench, ukraine: Bench
) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)

    first = _said(ukraine, id, "--verdict", "object")
    tip = ukraine.git("rev-parse", f"origin/review/UKR/{id}")
    _said(ukraine, id, "--verdict", "comment", "--text", "We think about it.")
    second = _said(ukraine, id, "--verdict", "approve")

    assert _review(ukraine, id, second)["replaces"] == first
    assert ukraine.git("merge-base", tip, f"origin/review/UKR/{id}") == tip
    assert ukraine.run("adopt", id).exit_code == 0


def test_it_has_the_narrowest_readers_of_what_it_covers(shared: Bench, ukraine: Bench) -> None:
    # As it lay there before anybody checked it: in the shared layer this is an error of its own.
    shared.commit({PAID: TEXT + 'release = ["UKR", "USA"]\n'})
    shared.git("push", "--quiet", "origin", "main")
    shared.run("set", "NOR-C-9D0M", "quantity=10")
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)

    review = _said(ukraine, id, "--verdict", "approve")

    assert _review(ukraine, id, review)["release"] == ["NOR", "UKR", "USA"]
    done = ukraine.run("adopt", id)
    assert done.exit_code == 0, done.stdout + done.stderr


def test_what_is_public_widens_no_review(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT + 'release = "public"\n'})
    id = _propose(shared)

    review = _said(ukraine, id, "--verdict", "approve")

    assert "release" not in _review(ukraine, id, review)


def test_an_objection_to_a_part_stands_until_that_part_is_approved(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    part = ("--about", "NOR-C-9D0M:quantity")
    first = _said(ukraine, id, "--verdict", "object", *part)

    whole = ukraine.run("review", id, "--verdict", "approve").stdout
    both = ukraine.run("review", id, "--verdict", "approve", *part).stdout

    assert f"What you hold against NOR-C-9D0M:quantity stands ({first})" in whole
    assert "What you hold" not in both
    assert ukraine.run("adopt", id).exit_code == 0


def test_who_approves_a_part_alone_is_told_that_the_whole_still_waits(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)

    part = ukraine.run("review", id, "--verdict", "approve", "--about", "NOR-C-9D0M:quantity").stdout
    whole = ukraine.run("review", id, "--verdict", "approve").stdout

    command = f"workbook review {id} --verdict approve"
    told = f"You approved NOR-C-9D0M:quantity alone: approve the rest by `{command}`."
    assert (told in part, "You approved" in whole) == (True, False)


def test_a_field_that_the_record_cannot_have_is_not_spoken_of(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)

    done = ukraine.run("review", id, "--verdict", "object", "--about", "NOR-C-9D0M:quantty")

    assert (done.exit_code, done.stdout) == (2, "")
    assert "A commitment has no field 'quantty': did you mean quantity?" in done.stderr


def test_what_lies_in_anothers_folder_is_nobodys_word(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    forged = (
        f'proposal = "{id}"\nverdict = "approve"\non = 2022-09-28T10:00:00Z\n'
        'covers = {NOR-C-9D0M = "absent"}\n'
    )
    usa.commit({"plans/nations/UKR/reviews/UKR-V-1A2B.toml": forged})
    usa.git("push", "--quiet", "origin", f"HEAD:refs/heads/review/USA/{id}")

    done = usa.run("adopt", id)

    assert done.exit_code == 1
    assert "UKR must approve NOR-C-9D0M" in done.stdout


def test_an_approval_of_other_figures_counts_for_nothing(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    ukraine.commit(
        {
            "plans/nations/UKR/reviews/UKR-V-1A2B.toml": f'proposal = "{id}"\nverdict = "approve"\n'
            'on = 2022-09-28T10:00:00Z\ncovers = {NOR-C-9D0M = "5c0e", "../../etc" = "5c0e"}\n'
        }
    )
    ukraine.git("push", "--quiet", "origin", f"HEAD:refs/heads/review/UKR/{id}")

    done = shared.run("adopt", id)

    assert done.exit_code == 1
    assert "its approval lapsed" in done.stdout


def test_no_error_is_adopted(shared: Bench, ukraine: Bench, usa: Bench) -> None:
    shared.commit({PAID: TEXT})
    id = _propose(shared)
    _said(ukraine, id, "--verdict", "approve")
    usa.git("rm", "--quiet", "plans/catalogue/items/155mm-he.toml")
    usa.commit({PAID.replace("NOR/", "DEU/"): TEXT})
    usa.git("push", "--quiet", "origin", "main")
    main = _shared_tip(usa, "main")

    done = shared.run("adopt", id)

    assert done.exit_code in (1, 2)
    assert _shared_tip(usa, "main") == main


def test_an_objection_to_what_dropped_out_can_be_lifted(shared: Bench, ukraine: Bench) -> None:
    shared.commit({PAID: TEXT})
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    id = _propose(shared)
    _said(ukraine, id, "--verdict", "object", "--about", "NOR-C-7K3Q:quantity")
    shared.run("set", "NOR-C-7K3Q", "quantity=about 900")
    shared.run("propose")
    _said(ukraine, id, "--verdict", "approve")
    blocked = shared.run("adopt", id).exit_code

    _said(ukraine, id, "--verdict", "approve", "--about", "NOR-C-7K3Q:quantity")

    assert blocked == 1
    assert shared.run("adopt", id).exit_code == 0
