"""What is told as done lies not ahead; what is planned, considered, retired or may be past does."""

import pytest

from tests.check.test_examples import findings_of
from workbook.check.rule import Example

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
SOUND = 'title = "Shells"\nkind = "donation"\nquantity = 900\n'
FIRM = SOUND + 'status = "committed"\n'
LATER = "2023-02-01"


def told(path: str, text: str) -> list[str]:
    return [one.field for one in findings_of(Example(files={path: text})) if one.code == "WB411"]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (f"made_on = {LATER}", "made_on"),
        ('made_on = "2022-Q4"', "made_on"),
        (f'lots = [{{lot = "a", done = 3, done_on = {LATER}}}]', "lots[0].done_on"),
        (f'consents = [{{nation = "USA", status = "given", on = {LATER}}}]', "consents[0].on"),
        (f'amended = [{{on = {LATER}, field = "quantity", was = 800}}]', "amended[0].on"),
    ],
)
def test_deed_of_a_firm_commitment_that_is_to_come_is_told(line: str, field: str) -> None:
    assert told(GIFT, FIRM + line) == [field]


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        ("plans/nations/UKR/acceptances/UKR-A-5H1M.toml", f'commitment = "unknown"\non = {LATER}', "on"),
        (
            "plans/nations/UKR/acceptances/UKR-A-5H1M.toml",
            f'commitment = "unknown"\nreceived = [{{lot = "a", quantity = 3, on = {LATER}}}]',
            "received[0].on",
        ),
        (
            "plans/nations/NOR/procurements/NOR-J-7K3Q.toml",
            f'title = "x"\nstatus = "contracted"\ncontract_on = {LATER}',
            "contract_on",
        ),
        ("plans/nations/NOR/stocks/NOR-S-7K3Q.toml", f'item = "155mm-he"\nas_of = {LATER}', "as_of"),
        (
            "plans/nations/NOR/reports/NOR-T-7K3Q.toml",
            f'action = "unknown"\nstatus = "done"\non = {LATER}',
            "on",
        ),
        (
            "plans/nations/NOR/reviews/NOR-V-7K3Q.toml",
            f'proposal = "unknown"\nverdict = "approve"\non = {LATER}T09:00:00Z',
            "on",
        ),
        (
            "plans/meetings/2022-09-28-brussels/decisions/D-7K3Q.toml",
            f'text = "x"\nstatus = "adopted"\ntaken = "silence"\non = {LATER}',
            "on",
        ),
    ],
)
def test_deed_of_another_kind_that_is_to_come_is_told(path: str, text: str, field: str) -> None:
    assert told(path, text) == [field]


@pytest.mark.parametrize(
    "text",
    [
        FIRM + "made_on = 2022-09-28",
        FIRM + 'made_on = "2022-09"',
        FIRM + 'made_on = "2022"',
        FIRM + f"made_on = {{until = {LATER}}}",
        FIRM + 'made_on = "unknown"',
        FIRM + f'consents = [{{nation = "USA", status = "asked", on = {LATER}}}]',
        FIRM + f'made_on = {LATER}\nretired = {{on = 2022-09-01, reason = "Wrong."}}',
        FIRM + f'valid_until = {LATER}\nlots = [{{lot = "a", by = {LATER}}}]',
        SOUND + f'status = "considered"\nmade_on = {LATER}',
        SOUND + f'status = "pledged"\nmade_on = {LATER}',
    ],
)
def test_what_may_be_past_or_is_only_planned_is_left_in_peace(text: str) -> None:
    assert told(GIFT, text) == []


def test_verdict_of_today_in_another_zone_is_left_in_peace() -> None:
    text = 'proposal = "unknown"\nverdict = "approve"\non = 2022-09-29T02:00:00Z'

    assert told("plans/nations/USA/reviews/USA-V-7K3Q.toml", text) == []
