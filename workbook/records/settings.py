"""What holds for a whole plan: who belongs to it, its rates, its layers and who reads them.

Drawn from `workbook.toml`, the layer files and the folders of nations. Every rule may use it; a change
to it re-judges everything, so it holds nothing that changes often.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from workbook.model.manifest import Manifest
from workbook.model.readers import MEMBERS, NOBODY, Readers, ReaderSet, reader_set
from workbook.model.record import Record

MEMBERS_GROUP = "members"
SHARED_LAYER = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`layers` maps a layer's folder name ("" is the shared one) to its readers as written.

    `nations` are the codes that have a folder; `digest` names all of it for caches.
    """

    manifest: Manifest
    layers: Mapping[str, Readers] = field(default_factory=lambda: MappingProxyType({SHARED_LAYER: MEMBERS}))
    nations: frozenset[str] = frozenset()
    digest: str = ""

    @property
    def members(self) -> frozenset[str]:
        """The group `members` of `workbook.toml`."""
        return frozenset(self.manifest.groups.get(MEMBERS_GROUP, ()))

    def layer_readers(self, layer: str) -> ReaderSet:
        """Give who can read a layer's repository."""
        return reader_set(self.layers.get(layer, NOBODY), owner="", members=self.members)

    def owner(self, record: Record) -> str:
        """Give the nation that owns a record; what lies in no nation's folder is the secretariat's."""
        return record.owner or self.manifest.secretariat

    def readers(self, record: Record) -> ReaderSet:
        """Give for whom a record may enter papers: its release, or its layer's readers."""
        release: Readers | None = record.data.release
        if release is None:
            return self.layer_readers(record.layer)
        return reader_set(release, owner=self.owner(record), members=self.members)

    def rate(self, currency: str, on: date) -> Fraction | None:
        """Give base units per one of a currency: the latest rate up to the day, else the first after."""
        if currency == self.manifest.base_currency:
            return Fraction(1)
        rates = sorted(
            (rate.on, rate.rate.value) for rate in self.manifest.rates if rate.currency == currency
        )
        earlier = [value for day, value in rates if day <= on]
        if earlier:
            return earlier[-1]
        return rates[0][1] if rates else None
