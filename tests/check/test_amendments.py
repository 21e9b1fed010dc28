"""What was firm is explained where it changes, and a mirror goes with its original."""

import pytest

from tests.check.changing import FOREIGN, OWN, RECORDED, amended, codes_of_change, findings_of_change, shells

LOTS = 'lots = [{lot = "a", quantity = 300, status = "%s"}]'


def contracted(*lines: str, quantity: str = "400") -> str:
    return shells(
        'made_on = 2022-09-08\nsupplier = "shell-works"', *lines, quantity=quantity, status="contracted"
    )


# WB605: status


@pytest.mark.parametrize(
    ("before", "after", "is_back"),
    [
        ("considered", "pledged", False),
        ("pledged", "delivered", False),
        ("committed", "pledged", True),
        ("delivered", "considered", True),
        ("committed", "suspended", False),
        ("contracted", "cancelled", False),
        ("delivered", "cancelled", True),
        ("suspended", "pledged", False),
    ],
)
def test_status_moves_back_only_against_the_order(before: str, after: str, is_back: bool) -> None:
    codes = codes_of_change({OWN: shells(status=before)}, {OWN: shells(status=after)}, "NOR")

    assert codes == ["WB605"] * is_back


def test_step_back_says_from_where_to_where() -> None:
    (found,) = findings_of_change({OWN: shells()}, {OWN: shells(status="pledged")})

    assert str(found.place) == f"{OWN}:5:10"
    assert found.message.startswith("goes back from committed to pledged without a reason; add an entry")


def test_lot_that_moves_back_is_named() -> None:
    (found,) = findings_of_change({OWN: shells(LOTS % "delivered")}, {OWN: shells(LOTS % "planned")})

    assert (found.code, found.field) == ("WB605", "lots[0].status")
    assert "from delivered to planned for lot a" in found.message


@pytest.mark.parametrize(
    ("entry", "codes"),
    [
        (amended("status"), []),
        (amended("status", reason=" "), ["WB605"]),
        (amended("quantity"), ["WB605"]),
    ],
)
def test_step_back_needs_its_own_reason(entry: str, codes: list[str]) -> None:
    assert codes_of_change({OWN: shells()}, {OWN: shells(entry, status="pledged")}) == codes


def test_an_old_reason_does_not_explain_a_new_step() -> None:
    entry = amended("status")

    assert codes_of_change({OWN: shells(entry)}, {OWN: shells(entry, status="pledged")}) == ["WB605"]


def test_retired_record_needs_no_further_reason() -> None:
    retired = shells('retired = {on = 2022-09-20, reason = "Given up."}', status="pledged")

    assert codes_of_change({OWN: shells()}, {OWN: retired}) == []


def test_nation_may_correct_what_was_recorded_for_it() -> None:
    assert codes_of_change({RECORDED: contracted()}, {OWN: shells(status="pledged", quantity="1")}) == []


# WB606: figures


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('value = {amount = 5, currency = "EUR"}', 'value = {amount = 6, currency = "EUR"}', "value"),
        (LOTS % "planned", LOTS.replace("300", "200") % "planned", "lots[0].quantity"),
        (LOTS % "planned", "", "lots"),
        ('to = [{party = "UKR", share = 0.5}]', 'to = [{party = "UKR", share = 0.4}]', "to[0].share"),
        ('value = {amount = 5, currency = "EUR"}', "", "value"),
    ],
)
def test_any_figure_that_changes_after_the_contract_is_told(before: str, after: str, field: str) -> None:
    found = findings_of_change({OWN: contracted(before)}, {OWN: contracted(after)})

    assert [(one.code, one.field) for one in found] == [("WB606", field)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('made_at = "unknown"', 'made_at = "2022-09-28-brussels"'),
        ('value = {amount = "unknown", currency = "EUR"}', 'value = {amount = 6, currency = "EUR"}'),
        ("", 'value = {amount = 6, currency = "EUR"}'),
        ('lots = [{lot = "a", done = 3}]', 'lots = [{lot = "a", done = 4}]'),
        ('to = [{party = "UKR", share = 0.5}]', 'to = [{party = "UKR", share = "1/2"}]'),
        ("", LOTS % "planned"),
    ],
)
def test_what_revises_no_figure_needs_no_reason(before: str, after: str) -> None:
    assert codes_of_change({OWN: contracted(before)}, {OWN: contracted(after)}) == []


def test_figure_may_change_before_the_contract() -> None:
    assert codes_of_change({OWN: shells()}, {OWN: contracted(quantity="300")}) == []


@pytest.mark.parametrize("field", ["lots.a.quantity", "lots.a", "lots", "lots[0].quantity"])
def test_reason_may_be_given_for_a_figure_or_what_it_is_part_of(field: str) -> None:
    after = contracted(LOTS.replace("300", "200") % "planned", amended(field))

    assert codes_of_change({OWN: contracted(LOTS % "planned")}, {OWN: after}) == []


def test_unexplained_figure_says_what_it_was_and_is() -> None:
    (found,) = findings_of_change({OWN: contracted()}, {OWN: contracted(quantity="{about = 300}")})

    assert found.message == (
        "changes quantity from 400 to about 300 after the contract without a reason; "
        'add an entry to `amended` with field = "quantity" and the reason'
    )


# WB607: mirrors

MIRROR = 'counted_in = "SWE-C-3F8K"'


def test_mirror_edited_alone_is_told() -> None:
    before = {OWN: shells(MIRROR), FOREIGN: shells()}

    (found,) = findings_of_change(before, {**before, OWN: shells(MIRROR, quantity="300")})

    assert (found.code, found.ref, found.field) == ("WB607", "NOR-C-7K3Q", "quantity")
    assert found.message.startswith("now says quantity 300, but its original SWE-C-3F8K says 400;")


def test_mirror_left_behind_by_its_original_is_told() -> None:
    before = {OWN: shells(MIRROR), FOREIGN: shells()}

    (found,) = findings_of_change(before, {**before, FOREIGN: shells(quantity="300")})

    assert found.message.startswith("still says quantity 400, but its original SWE-C-3F8K says 300;")


def test_mirror_that_always_differed_is_left_in_peace() -> None:
    before = {OWN: shells(MIRROR, quantity="500"), FOREIGN: shells()}

    assert codes_of_change(before, {**before, OWN: shells(MIRROR, quantity="600")}) == []


def test_mirror_and_original_edited_alike_agree() -> None:
    before = {OWN: shells(MIRROR), FOREIGN: shells()}
    after = {OWN: shells(MIRROR, quantity="300"), FOREIGN: shells(quantity="300")}

    assert codes_of_change(before, after) == []


def test_new_mirror_has_nothing_to_part_from() -> None:
    assert codes_of_change({FOREIGN: shells()}, {FOREIGN: shells(), OWN: shells(MIRROR, quantity="1")}) == []
