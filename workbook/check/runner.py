"""Run rules over a workbook, case by case, and keep the verdicts of cases that did not change.

In: a workbook, the day, the rules, what was judged before. Out: findings in order of place. A case is
judged by all rules of its subject at once; its digest covers every byte that they may look at.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any

from workbook.check.rule import Around, Claim, Context, Gathering, Rule, Subject
from workbook.check.verdicts import DIGEST_BYTES, Verdicts
from workbook.findings import Finding, Place
from workbook.model.kind import Kind
from workbook.model.record import Record
from workbook.records.workbook import PlanFile, Workbook

Locate = Callable[[str, str], Place]

# Stands for the digest of a file where an id has none.
_NO_FILE = b"\0" * DIGEST_BYTES


def check(
    workbook: Workbook,
    *,
    today: date,
    rules: Sequence[Rule],
    locate: Locate,
    verdicts: Verdicts | None = None,
) -> tuple[Finding, ...]:
    """Judge a whole plan; findings come in order of place and code, acknowledged ones among them.

    `locate` tells where a field of a file stands; it is asked only for what is found anew.
    """
    run = _Run(workbook, today, rules, locate, verdicts)
    return tuple(sorted(set(run.findings())))


class _Run:
    """One check: the cases of a workbook, and their findings."""

    def __init__(
        self,
        workbook: Workbook,
        today: date,
        rules: Sequence[Rule],
        locate: Locate,
        verdicts: Verdicts | None,
    ) -> None:
        self._workbook = workbook
        self._context = Context(settings=workbook.settings, today=today)
        self._rules = rules
        self._locate = locate
        self._verdicts = verdicts
        self._salt = _short(workbook.settings.digest, today.isoformat(), *(rule.code for rule in rules))

    def findings(self) -> Iterator[Finding]:
        yield from self._file_findings()
        yield from self._record_findings()
        yield from self._around_findings()
        yield from self._meeting_findings()
        yield from self._ring_findings()
        if self._verdicts is not None:
            self._verdicts.save()

    def _by_kind(self, subject: Subject, *, is_named: bool = True) -> Mapping[Kind | None, Sequence[Rule]]:
        """Group the rules of a subject by the kind they judge; None is an id without a record.

        Where no record names the id (`is_named` is false), rules that need a mention are left out.
        """
        rules = [
            rule for rule in self._rules if rule.subject is subject and (is_named or not rule.needs_mention)
        ]
        return {
            kind: tuple(rule for rule in rules if not rule.kinds or kind in rule.kinds)
            for kind in (None, *Kind)
        }

    def _file_findings(self) -> Iterator[Finding]:
        """Judge files; cheap enough never to be kept."""
        on_file = [rule for rule in self._rules if rule.subject is Subject.FILE]
        on_id = [rule for rule in self._rules if rule.subject is Subject.ID]
        claimed: dict[str, list[PlanFile]] = {}
        for file in self._workbook.files:
            if file.faults or file.kind is None:
                yield from self._judge(on_file, file)
            if file.kind is not None:
                claimed.setdefault(file.id, []).append(file)
        for files in claimed.values():
            if len(files) > 1:
                yield from self._judge(on_id, files)

    def _record_findings(self) -> Iterator[Finding]:
        rules = self._by_kind(Subject.RECORD)
        for file in self._workbook.counted:
            record = file.record
            if record is not None:
                yield from self._kept(rules[record.kind], b"r" + self._tokens[file.path], record)

    def _around_findings(self) -> Iterator[Finding]:
        rules = self._by_kind(Subject.AROUND)
        rules_unnamed = self._by_kind(Subject.AROUND, is_named=False)
        workbook, tokens = self._workbook, self._tokens
        counted = {file.id: file for file in workbook.counted}
        for id in {**counted, **workbook.mentioned}:
            mentions = workbook.mentions(id)
            file = counted.get(id)
            kind = file.kind if file and file.record is not None else None
            fitting = rules[kind] if mentions else rules_unnamed[kind]
            if not fitting:
                continue
            parts = [tokens[file.path] if file else _NO_FILE]
            parts.extend(tokens[mention.record.path] for mention in mentions)
            parts.append(id.encode())
            target = file.record if file else None
            around = Around(id=id, target=target, is_claimed=file is not None, mentions=mentions)
            yield from self._kept(fitting, b"a" + b"".join(parts), around)

    def _meeting_findings(self) -> Iterator[Finding]:
        rules = [rule for rule in self._rules if rule.subject is Subject.MEETING]
        folders: dict[str, list[Record]] = {}
        for record in self._workbook:
            if record.meeting:
                folders.setdefault(record.meeting, []).append(record)
        for id, records in folders.items():
            meeting = next((record for record in records if record.kind is Kind.MEETING), None)
            case = Gathering(id=id, meeting=meeting, records=records)
            token = b"".join(self._tokens[record.path] for record in records)
            yield from self._kept(rules, b"m" + token, case)

    def _ring_findings(self) -> Iterator[Finding]:
        for rule in self._rules:
            if rule.subject is Subject.RING:
                # Sorted, so that their order, too, follows from what the digest covers.
                members = sorted(
                    (
                        mention
                        for target in self._workbook.mentioned
                        for mention in self._workbook.mentions(target)
                        if mention.field.startswith(rule.ring)
                    ),
                    key=lambda mention: (mention.record.layer, mention.record.path, mention.field),
                )
                token = b"".join(self._tokens[mention.record.path] for mention in members)
                yield from self._kept([rule], rule.code.encode() + token, members)

    @cached_property
    def _tokens(self) -> Mapping[str, bytes]:
        """A short digest of each file's path and bytes."""
        return {file.path: _short(file.path, file.blob) for file in self._workbook.files}

    def _kept(self, rules: Sequence[Rule], key: bytes, case: Any) -> Sequence[Finding]:
        """Give the verdict on a case, judged now or kept from before."""
        if not rules:
            return ()
        if self._verdicts is None:
            return self._judge(rules, case)
        digest = blake2b(key, digest_size=DIGEST_BYTES, key=self._salt).digest()
        known = self._verdicts.get(digest)
        if known is None:
            known = self._judge(rules, case)
            self._verdicts.put(digest, known)
        return known

    def _judge(self, rules: Sequence[Rule], case: Any) -> Sequence[Finding]:
        context = self._context
        return [
            finding_of(rule, claim, self._locate) for rule in rules for claim in rule.judge(case, context)
        ]


def finding_of(rule: Rule, claim: Claim, locate: Locate) -> Finding:
    """Make the finding of what a rule claims: with its place, and the reason for which it is lived with."""
    about = claim.about
    record = about if isinstance(about, Record) else about.record
    return Finding(
        place=claim.place or locate(about.path, claim.field),
        code=rule.code,
        message=claim.message,
        severity=rule.severity,
        ref=about.id,
        field=claim.field,
        acknowledged=_acknowledgement(record, rule.code),
    )


def _acknowledgement(record: Record | None, code: str) -> str:
    """Give the reason that a record's owner gave for living with a finding, "" for none."""
    if record is None:
        return ""
    return next((one.reason for one in record.data.acknowledged if one.code == code), "")


def _short(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode(), digest_size=DIGEST_BYTES).digest()
