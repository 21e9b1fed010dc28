"""What every record may carry, whatever its kind, and the record itself: data, and where it stands.

`RecordData` is the parent of all kinds; its fields may stand in any record file. `Record` joins data
to id, kind, path, layer and owner, which are never written in the file but follow from where it lies.
"""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec

from workbook.model.fields import Policy, Table, declared
from workbook.model.kind import Kind
from workbook.model.readers import Readers
from workbook.model.when import When


class SourceNote(Table, frozen=True, kw_only=True):
    """A public or internal source of what a record says."""

    title: Annotated[str, declared("Title", "What the source is called.", '"Read-out of the meeting"')]
    publisher: Annotated[str, declared("Publisher", "Who published it.", '"Ministry of Defence"')] = ""
    date: Annotated[When | None, declared("Date", "When it was published.", "2022-09-28")] = None
    url: Annotated[str, declared("Address", "Where it can be read.", '"https://example.org/readout"')] = ""
    says: Annotated[
        str, declared("Says", "What it says on this.", '"about USD 2 billion, half for Ukraine"')
    ] = ""


class Retirement(Table, frozen=True, kw_only=True):
    """The end of a record: it stays readable, and counts no more."""

    on: Annotated[When, declared("On", "Since when it counts no more.", "2023-01-15", phrase="date")]
    reason: Annotated[str, declared("Reason", "Why it was retired.", '"Replaced by NOR-C-9D0M."')]


class Acknowledgement(Table, frozen=True, kw_only=True):
    """A finding that the record's owner has seen and lives with; it is still shown and counted."""

    code: Annotated[str, declared("Code", "The finding's code.", '"WB401"')]
    reason: Annotated[str, declared("Reason", "Why it is accepted.", '"The recipient agreed to the delay."')]


class RecordData(Table, frozen=True, kw_only=True):
    """Fields that every record may carry."""

    sources: Annotated[
        tuple[SourceNote, ...],
        declared(
            "Sources",
            "Where it is known from.",
            '[{title = "Press release"}]',
            policy=Policy.SET,
            is_remark=True,
        ),
    ] = ()
    notes: Annotated[
        str, declared("Notes", "Anything else worth knowing.", '"To be raised by the chair."', is_remark=True)
    ] = ""
    tags: Annotated[
        tuple[str, ...],
        declared("Tags", "Words to find it by.", '["winter"]', policy=Policy.SET, is_remark=True),
    ] = ()
    release: Annotated[
        Readers | None,
        declared("Release", "For whom it may enter papers; left out: the layer's readers.", '["USA", "GBR"]'),
    ] = None
    release_fields: Annotated[
        dict[str, Readers],
        declared("Release of fields", "Fields held back from wider audiences.", '{quantity = "members"}'),
    ] = msgspec.field(default_factory=dict)
    illustrative: Annotated[
        bool, declared("Illustrative", "Invented for demonstration; papers say so.", "true")
    ] = False
    retired: Annotated[
        Retirement | None,
        declared(
            "Retired",
            "Set when the record counts no more.",
            '{on = 2023-01-15, reason = "Superseded."}',
            phrase="retirement",
        ),
    ] = None
    acknowledged: Annotated[
        tuple[Acknowledgement, ...],
        declared(
            "Acknowledged",
            "Findings seen and accepted.",
            '[{code = "WB401", reason = "Agreed."}]',
            phrase="acknowledged findings",
        ),
    ] = ()


class Amendment(Table, frozen=True, kw_only=True):
    """A revision: what a field said before, and why it changed."""

    on: Annotated[When, declared("On", "When it changed.", "2022-11-02", phrase="date")]
    field: Annotated[str, declared("Field", "The field's path.", '"quantity"')]
    was: Annotated[Any, declared("Was", "The value before, in TOML.", "12", phrase="value before")] = None
    reason: Annotated[str, declared("Reason", "Why it changed.", '"Two launchers are under repair."')] = ""


class Record:
    """A record where it stands. `data` holds its fields; it is decoded when first asked for.

    `owner` is the nation whose folder it lies in ("" for the secretariat's), `recorded` says that the
    secretariat noted it on that nation's behalf, `meeting` is the id of the meeting it lies in, if any,
    `layer` the name of its layer, `blob` the id of the file's bytes. `encoded` are the fields as the store
    keeps them, until somebody asks for `data`.
    """

    __slots__ = (
        "_data",
        "_decode",
        "blob",
        "encoded",
        "id",
        "kind",
        "layer",
        "meeting",
        "owner",
        "path",
        "recorded",
    )

    def __init__(
        self,
        *,
        id: str,
        kind: Kind,
        path: str,
        layer: str = "",
        owner: str = "",
        recorded: bool = False,
        meeting: str = "",
        blob: str = "",
        data: RecordData | None = None,
        decode: Callable[[], RecordData] | None = None,
        encoded: bytes | None = None,
    ) -> None:
        self.id = id
        self.kind = kind
        self.path = path
        self.layer = layer
        self.owner = owner
        self.recorded = recorded
        self.meeting = meeting
        self.blob = blob
        self._data = data
        self._decode = decode
        self.encoded = encoded

    @property
    def data(self) -> Any:
        """The fields: an instance of the struct of its kind."""
        if self._data is None:
            assert self._decode is not None
            self._data = self._decode()
            self._decode = self.encoded = None
        return self._data

    @property
    def is_retired(self) -> bool:
        """Whether it counts no more."""
        return self.data.retired is not None

    def __repr__(self) -> str:
        return f"Record({self.id} at {self.path})"
