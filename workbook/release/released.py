"""The gate: what an audience may see of a plan, wrapped so that papers accept nothing else.

In: a workbook and an audience. Out: `Released`, whose plan holds only what every reader of the audience may
see. Files are chosen first, so that no hidden file decides which of two counts; then references and texts
are looked at in the light of what is left; sums come last, above.
"""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass
from typing import Generic, TypeVar

from workbook.model.kind import Kind
from workbook.model.manifest import Manifest
from workbook.model.references import references
from workbook.records.fault import UNCLEAR_RELEASE
from workbook.records.paths import LAYER_FILE, path_of
from workbook.records.settings import SHARED_LAYER, Settings
from workbook.records.workbook import PlanFile, Workbook
from workbook.release.audience import Audience, Label
from workbook.release.digest import digest_of
from workbook.release.holding import RELEASE, CannotHoldBackError, Held, held_fields
from workbook.release.redaction import redact

T_co = TypeVar("T_co", covariant=True)
_KEY = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Generic[T_co]):
    """Something that an audience may see, the digest of all of it, and the label its papers carry.

    Only `release` makes one: the key is known in this file alone.
    """

    content: T_co
    audience: Audience
    digest: str
    key: InitVar[object]

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError("only release() makes a Released")

    @property
    def label(self) -> Label:
        """The TLP 2.0 label of papers drawn from it."""
        return self.audience.label


def release(workbook: Workbook, audience: Audience) -> Released[Workbook]:
    """Give what every reader of an audience may see of a plan.

    Shape: records have neither layer nor bytes; their paths are those of a plan of one layer. Order: by path,
    which follows from visible data alone.
    """
    chosen = _chosen(workbook, audience)
    held = {file.path: held for file, held in chosen}
    counted = [file for file in Workbook(workbook.settings, [file for file, _ in chosen]).counted]
    ids = frozenset(file.id for file in counted)
    files = [_released_file(file, held[file.path], ids) for file in counted]
    settings = _settings(workbook.settings, audience, files)
    records = [file.record for file in files if file.record is not None]
    return Released(
        content=Workbook(settings, files),
        audience=audience,
        digest=digest_of(settings.manifest, records),
        key=_KEY,
    )


def _chosen(workbook: Workbook, audience: Audience) -> list[tuple[PlanFile, Held]]:
    """Choose the files that an audience may see, each with the fields it holds back."""
    settings = workbook.settings
    sound = _sound_layers(settings, workbook.files)
    chosen = []
    for file in workbook.files:
        if file.record is None or file.layer not in sound or _hides_its_release(file):
            continue
        if not audience.may_read(settings.readers(file.record)):
            continue
        try:
            chosen.append((file, held_fields(file.record, audience, settings)))
        except CannotHoldBackError:
            continue
    return chosen


def _sound_layers(settings: Settings, files: Iterable[PlanFile]) -> frozenset[str]:
    """Name the layers whose readers are known; of one whose description is damaged, nothing is released."""
    damaged = {file.layer for file in files if file.kind is None and file.faults and _describes(file)}
    return frozenset(settings.layers) - damaged


def _describes(file: PlanFile) -> bool:
    return file.path.removeprefix(f"layers/{file.layer}/") == LAYER_FILE


def _hides_its_release(file: PlanFile) -> bool:
    """Say whether what a file says about its readers could not be read, so that nobody may be one."""
    return any(
        fault.code == UNCLEAR_RELEASE or fault.field.partition(".")[0].partition("[")[0] in RELEASE
        for fault in file.faults
    )


def _released_file(file: PlanFile, held: Held, ids: frozenset[str]) -> PlanFile:
    assert file.record is not None
    assert file.kind is not None
    record = file.record
    path = path_of(file.kind, file.id, owner=record.owner, recorded=record.recorded, meeting=record.meeting)
    shown = redact(record, held, ids, path)
    return PlanFile(
        path=path,
        layer=SHARED_LAYER,
        blob="",
        id=file.id,
        kind=file.kind,
        references=file.references if shown.data is record.data else tuple(references(shown.data)),
        record=shown,
    )


def _settings(settings: Settings, audience: Audience, files: Sequence[PlanFile]) -> Settings:
    """Keep of the settings what arithmetic needs; who belongs to which group is for members, or for all."""
    manifest = settings.manifest
    public = {name: nations for name, nations in manifest.groups.items() if name in manifest.public_groups}
    shown = Manifest(
        format=manifest.format,
        title=manifest.title if audience.is_member else "",
        secretariat=manifest.secretariat,
        base_currency=manifest.base_currency,
        groups=manifest.groups if audience.is_member else public,
        rates=manifest.rates,
    )
    return Settings(
        manifest=shown,
        nations=frozenset(file.id for file in files if file.kind is Kind.NATION),
        digest=digest_of(shown, ()),
    )
