"""In which meeting a new record may lie: one that is there, and known to all who could read the record.

In: the plan, a kind, the meeting that was named, and the layer to write into. Out: nothing, or the sentence
that says which other place will do.
"""

from workbook.errors import WorkbookError
from workbook.model.kind import MEETING_FOLDERS, Kind
from workbook.model.readers import is_within
from workbook.records.settings import SHARED_LAYER
from workbook.records.workbook import Workbook

_MOST_NAMED = 3


class NoMeetingError(WorkbookError):
    """A record of a meeting, and no such meeting."""

    def __init__(self, kind: Kind, meeting: str, known: list[str]) -> None:
        why = f"{meeting!r} is none here" if meeting else "none is named"
        named = " or ".join(known[:_MOST_NAMED])
        way = f"name it with --meeting, as {named}, or begin it by `workbook new meeting`"
        if not known:
            why, way = "this plan has none yet", "begin one first, by `workbook new meeting`"
        super().__init__(f"A new {kind} lies in a meeting, and {why}: {way}.")


class NarrowerMeetingError(WorkbookError):
    """A record that would name a meeting to readers who may not know of it."""

    def __init__(self, kind: Kind, meeting: str, layer: str) -> None:
        super().__init__(
            f"The meeting {meeting} lies in the layer {layer}, and others could read the new {kind}: write "
            f"it into that layer (--layer {layer})."
        )


def refuse_misplaced(workbook: Workbook, kind: Kind, meeting: str, *, layer: str) -> None:
    """Refuse a record of a meeting that is not there, or that is hidden from some readers of the layer.

    Raises:
        WorkbookError: it is so.
    """
    if kind not in MEETING_FOLDERS.values():
        return
    file = workbook.file_of(meeting) if meeting else None
    if file is None or file.kind is not Kind.MEETING:
        known = sorted((one.id for one in workbook.of_kind(Kind.MEETING)), reverse=True)
        raise NoMeetingError(kind, meeting, known)
    settings = workbook.settings
    is_known = is_within(settings.layer_readers(layer), settings.layer_readers(file.layer))
    if file.layer != SHARED_LAYER and not is_known:
        raise NarrowerMeetingError(kind, meeting, file.layer)
