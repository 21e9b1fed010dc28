"""What a narrower layer names of a wider one, where that is not published yet.

In: a session, the plan as it would be published, and findings on it. Out: the same findings; of an id that no
published record has, but one that lies here, they say what is to be done first.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from workbook.check.rules.references import unknown_id
from workbook.desk.reviewing import words
from workbook.desk.session import Session
from workbook.findings import Finding
from workbook.records.workbook import Workbook
from workbook.vcs.review_refs import PROPOSAL
from workbook.vcs.state import head_branch


def publish_first(session: Session, after: Workbook, found: Sequence[Finding]) -> Sequence[Finding]:
    """Let findings on unknown ids say that their records must be published first, where they lie here."""
    return [_told(session, after, one) if one.code == unknown_id.code else one for one in found]


def _told(session: Session, after: Workbook, finding: Finding) -> Finding:
    file = after.file_at(finding.place.path)
    named = next((one.target for one in file.references if one.field == finding.field), "") if file else ""
    own = session.workbook.file_of(named)
    if file is None or own is None or own.layer == file.layer:
        return finding
    branch = head_branch(session.repository(own.layer)).removeprefix("refs/heads/")
    proposal = branch.removeprefix(PROPOSAL) if branch.startswith(PROPOSAL) else ""
    return replace(finding, message=words.publish_first(named, own.layer, proposal))
