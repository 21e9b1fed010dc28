"""What is proposed as one thing, and where it stands: for who looks at it, who adopts it, and the guard.

In: the records that it changes, the plan before and after, and the reviews. Out: a `Consent`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from workbook.change.affected import AffectedRecord, packages
from workbook.change.approval import Requirement
from workbook.change.consent import Consent, Tabled, Voice, consent
from workbook.change.fingerprint import fingerprint
from workbook.model.enums import DecisionStatus
from workbook.model.kind import Kind
from workbook.records.paths import layer_of
from workbook.records.source import Source
from workbook.records.workbook import Workbook


class Package(msgspec.Struct, frozen=True, kw_only=True):
    """What a nation puts to the others: the records it changes, and the plan before and after.

    All of it lies in one layer, and `main` has the files of that layer before.
    """

    proposer: str
    layer: str
    affected: Sequence[AffectedRecord]
    before: Workbook
    after: Workbook
    main: Source


def where_it_stands(
    package: Package,
    asked: Sequence[Requirement],
    voices: Sequence[Voice],
    *,
    changed_on: date,
    silence_until: date | None,
    today: date,
) -> Consent:
    """Count who approves a package as it would be adopted now.

    Silence counts from `changed_on`, the day on which it was changed last.
    """
    now = {one.key: one.fingerprint for one in package.affected}
    covered = {key for voice in voices for key in voice.covers}
    tabled = Tabled(
        proposer=package.proposer,
        affected=frozenset(now),
        groups=packages(now, [package.before, package.after]),
        now={**_on_main(package, covered - now.keys()), **now},
        changed_on=changed_on,
        silence_until=silence_until,
    )
    policy = package.before.settings.policy(package.layer)
    return consent(asked, voices, tabled, policy.approval, today=today)


def decisions_for(workbook: Workbook, id: str, layer: str) -> Sequence[str]:
    """List the decisions of a layer by which a proposal was adopted; what fewer read is not told there."""
    return [
        one.id
        for one in workbook.of_kind(Kind.DECISION)
        if one.layer == layer and id in one.data.proposals and one.data.status is DecisionStatus.ADOPTED
    ]


def _on_main(package: Package, keys: Iterable[str]) -> Mapping[str, str]:
    """Give the fingerprints of what a package leaves as it is."""
    files = {key: package.before.file_of(key) for key in keys}
    paths = {key: layer_of(file.path)[1] if file is not None else key for key, file in files.items()}
    read = dict(package.main.read_many(sorted(set(paths.values()))))
    contents = {path: data if isinstance(data, bytes) else None for path, data in read.items()}
    return {key: fingerprint({path: contents[path]}) for key, path in paths.items()}
