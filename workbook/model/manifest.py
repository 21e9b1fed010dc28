"""The two files that describe a workbook rather than a record: `workbook.toml` and `layer.toml`."""

from datetime import date
from typing import Annotated, Any

import msgspec

from workbook.model.fields import Code, Table, declared
from workbook.model.readers import Readers
from workbook.model.share import Share

FORMAT = 1


class ExchangeRate(Table, frozen=True, kw_only=True):
    """What one unit of a currency is worth in the base currency, on a day."""

    currency: Annotated[str, declared("Currency", "The currency.", '"EUR"', code=Code.CURRENCY)]
    on: Annotated[date, declared("On", "The day of the rate.", "2022-09-28")]
    rate: Annotated[Share, declared("Rate", "Base units per one.", "0.96")]


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
    approval: Annotated[dict[str, Any], declared("Approval", "Who must approve more than by rule.", "{}")] = (
        msgspec.field(default_factory=dict)
    )


class LayerFile(Table, frozen=True, kw_only=True):
    """`plans/layer.toml`: the name of a layer, and who can read its repository."""

    name: Annotated[str, declared("Name", "The layer's name.", '"nordic"')]
    readers: Annotated[Readers, declared("Readers", "Who can clone it.", '["NOR", "SWE"]')]
