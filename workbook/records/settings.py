"""What holds for a whole plan: who belongs to it, its rates, its layers and who reads them.

Drawn from `workbook.toml`, the layer files and the folders of nations. Every rule may use it; a change
to it re-judges everything, so it holds nothing that changes often.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import itemgetter
from types import MappingProxyType

import msgspec

from workbook.model.manifest import Approval, LayerFile, Manifest
from workbook.model.readers import MEMBERS, NOBODY, Readers, ReaderSet, reader_set
from workbook.model.record import Record

MEMBERS_GROUP = "members"
SHARED_LAYER = ""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Who keeps what no nation owns in a layer, and what must be approved there beyond the rules.

    `secretariat` is "" where any reader may. `readers` are all who can be asked; None: whoever is named.
    """

    secretariat: str
    approval: Approval
    groups: Mapping[str, Sequence[str]]
    readers: frozenset[str] | None = None

    def can_ask(self, nation: str) -> bool:
        """Say whether a nation can read the layer, so that its approval can be asked for."""
        return self.readers is None or nation in self.readers

    def asked(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Name the nations that codes of nations and groups stand for, as far as they can be asked."""
        named = (self.groups.get(code, (code,)) for code in codes)
        return tuple(sorted({nation for group in named for nation in group if self.can_ask(nation)}))


# With a dict, so that what is asked for often is worked out once.
class Settings(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """`layers` maps a layer's folder name ("" is the shared one) to its readers as written.

    `described` gives for narrower layers what their own files say, where these can be read. `nations` are
    the codes that have a folder; `digest` names all of it for caches.
    """

    manifest: Manifest
    layers: Mapping[str, Readers] = msgspec.field(
        default_factory=lambda: MappingProxyType({SHARED_LAYER: MEMBERS})
    )
    described: Mapping[str, LayerFile] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    nations: frozenset[str] = frozenset()
    digest: str = ""

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def members(self) -> frozenset[str]:
        """The group `members` of `workbook.toml`."""
        return frozenset(self.manifest.groups.get(MEMBERS_GROUP, ()))

    def layer_readers(self, layer: str) -> ReaderSet:
        """Give who can read a layer's repository."""
        return reader_set(self.layers.get(layer, NOBODY), owner="", members=self.members)

    def policy(self, layer: str) -> Policy:
        """Give who keeps a layer and what must be approved in it: a narrower one says so itself.

        Who cannot read it is never asked, and as groups are described elsewhere, it names none.
        """
        manifest = self.manifest
        if layer == SHARED_LAYER:
            return Policy(
                secretariat=manifest.secretariat, approval=manifest.approval, groups=manifest.groups
            )
        readers, own = self.layer_readers(layer), self.described.get(layer)
        asked = readers if isinstance(readers, frozenset) else None
        named = (own.secretariat if own is not None else "", manifest.secretariat)
        return Policy(
            secretariat=next((one for one in named if one and (asked is None or one in asked)), ""),
            approval=own.approval if own is not None else Approval(),
            groups={},
            readers=asked,
        )

    def owner(self, record: Record) -> str:
        """Give the nation that owns a record; what lies in no nation's folder is the secretariat's."""
        return record.owner or self.keeper(record.layer)

    def keeper(self, layer: str) -> str:
        """Give who is named for what no nation owns in a layer: its own secretariat, else the plan's."""
        return self._keepers.get(layer, self.manifest.secretariat)

    @cached_property
    def _keepers(self) -> Mapping[str, str]:
        return {layer: self.policy(layer).secretariat or self.manifest.secretariat for layer in self.layers}

    def readers(self, record: Record) -> ReaderSet:
        """Give for whom a record may enter papers: its release, or its layer's readers."""
        return self.readers_of(record, record.data.release)

    def readers_of(self, record: Record, release: Readers | None) -> ReaderSet:
        """Give the same where the record's release is known already."""
        if release is None:
            return self.layer_readers(record.layer)
        return reader_set(release, owner=self.owner(record), members=self.members)

    def rate(self, currency: str, on: date) -> Fraction | None:
        """Give base units per one of a currency: the latest rate up to the day, else the first after."""
        if currency == self.manifest.base_currency:
            return Fraction(1)
        rates = self._rates.get(currency)
        if rates is None:
            return None
        later = bisect_right(rates, on, key=itemgetter(0))
        return rates[max(later - 1, 0)][1]

    def has_rate(self, currency: str) -> bool:
        """Say whether amounts in a currency can be converted at all."""
        return currency == self.manifest.base_currency or currency in self._rates

    @cached_property
    def _rates(self) -> Mapping[str, Sequence[tuple[date, Fraction]]]:
        """The rates of each currency, by day; one at which everything is worth nothing is none."""
        found: dict[str, list[tuple[date, Fraction]]] = {}
        for rate in self.manifest.rates:
            if rate.rate.value > 0:
                found.setdefault(rate.currency, []).append((rate.on, rate.rate.value))
        return {currency: sorted(rates) for currency, rates in found.items()}
