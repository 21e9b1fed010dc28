"""The two files that describe a workbook rather than a record: `workbook.toml` and `layer.toml`."""

from datetime import date
from typing import Annotated

import msgspec

from workbook.model.fields import Code, Table, declared
from workbook.model.kind import Kind
from workbook.model.readers import Readers
from workbook.model.share import Share

FORMAT = 1
Voices = Annotated[int, msgspec.Meta(ge=1, le=600)]
Days = Annotated[int, msgspec.Meta(ge=1, le=600)]


class ExchangeRate(Table, frozen=True, kw_only=True):
    """What one unit of a currency is worth in the base currency, on a day."""

    currency: Annotated[str, declared("Currency", "The currency.", '"EUR"', code=Code.CURRENCY)]
    on: Annotated[date, declared("On", "The day of the rate.", "2022-09-28")]
    rate: Annotated[Share, declared("Rate", "Base units per one.", "0.96")]


class MoreApproval(Table, frozen=True, kw_only=True):
    """Who must approve changes of a kind beyond those who must by rule."""

    kind: Annotated[
        Kind | None, declared("Kind", "The kind of record; left out: of every kind.", '"commitment"')
    ] = None
    of: Annotated[
        tuple[str, ...],
        declared("Of", "The nations or groups who are asked.", '["USA", "nordics"]', code=Code.AUDIENCE),
    ]
    at_least: Annotated[Voices, declared("At least", "How many of them must approve.", "2")] = 1


class Approval(Table, frozen=True, kw_only=True):
    """What must be approved beyond the rules, and whether silence can be consent."""

    more: Annotated[
        tuple[MoreApproval, ...],
        declared("More", "Further approvals, by kind of record.", '[{kind = "fund", of = ["USA"]}]'),
    ] = ()
    silence: Annotated[
        bool,
        declared(
            "Silence",
            "Whether silence is consent after a proposal's `silence_until`; never for one's own money, stock "
            "or share.",
            "true",
        ),
    ] = False
    silence_days: Annotated[
        Days, declared("Silence days", "How long a proposal must lie unchanged before.", "10", unit="days")
    ] = 10


class Manifest(Table, frozen=True, kw_only=True):
    """`plans/workbook.toml`: what the workbook is, and who belongs to it."""

    format: Annotated[int, declared("Format", "The version of the data format.", str(FORMAT))]
    title: Annotated[str, declared("Title", "What the workbook is called.", '"Coalition plan"')]
    secretariat: Annotated[
        str, declared("Secretariat", "The nation that keeps it.", '"USA"', code=Code.NATION)
    ]
    base_currency: Annotated[
        str, declared("Base currency", "The currency of totals.", '"EUR"', code=Code.CURRENCY)
    ] = "EUR"
    groups: Annotated[
        dict[str, tuple[str, ...]],
        declared("Groups", "Named groups; `members` are all members.", '{members = ["NOR"]}'),
    ] = msgspec.field(default_factory=dict)
    public_groups: Annotated[
        tuple[str, ...],
        declared("Public groups", "Groups whose nations papers for anybody may tell.", '["neighbours"]'),
    ] = ()
    rates: Annotated[
        tuple[ExchangeRate, ...],
        declared("Rates", "Exchange rates.", '[{currency = "EUR", on = 2022-09-28, rate = 0.96}]'),
    ] = ()
    approval: Annotated[
        Approval, declared("Approval", "Who must approve more than by rule.", "{silence = true}")
    ] = msgspec.field(default_factory=Approval)


class LayerFile(Table, frozen=True, kw_only=True):
    """`plans/layer.toml`: the name of a layer, and who can read its repository."""

    name: Annotated[str, declared("Name", "The layer's name.", '"nordic"')]
    readers: Annotated[Readers, declared("Readers", "Who can clone it.", '["NOR", "SWE"]')]
    secretariat: Annotated[
        str,
        declared(
            "Secretariat",
            "Its reader that keeps what no nation owns there; left out: the plan's, or any reader where that "
            "is none.",
            '"NOR"',
            code=Code.NATION,
        ),
    ] = ""
    approval: Annotated[
        Approval,
        declared("Approval", "Which of its readers must approve more than by rule.", "{silence = true}"),
    ] = msgspec.field(default_factory=Approval)
