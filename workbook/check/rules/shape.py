"""Rules WB1: a file can be read, lies where it belongs, and says what its kind says.

In: files with the faults that reading them found, and files that claim one id. Out: claims. The faults'
sentences are written in `records`, where they are met; here each gets its reason, its source and examples.
"""

from collections.abc import Iterator, Sequence

from workbook.check.rule import Claim, Context, Rule, Subject, rule
from workbook.findings import Place, Severity
from workbook.model.manifest import FORMAT
from workbook.records import fault
from workbook.records.paths import MANIFEST
from workbook.records.workbook import PlanFile, supersedes

_FILE = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
_SOUND = """\
title = "155 mm shells"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
"""
_FORMAT = "Data format (docs/format.md): kinds and their fields"


def told(file: PlanFile, code: str) -> Iterator[Claim]:
    """Turn the faults of one code into claims; a fault of the whole file stands at no line."""
    for one in file.faults:
        if one.code == code:
            is_placed = one.line or not one.field
            place = Place(path=file.path, line=one.line, column=one.column) if is_placed else None
            yield Claim(file, one.field, one.message, place)


@rule(
    code=fault.NOT_TOML,
    slug="not-toml",
    severity=Severity.ERROR,
    claim="A record is text that any TOML reader takes.",
    reason="What cannot be read counts nowhere: its figures would be missing from every total.",
    source="TOML 1.0",
    subject=Subject.FILE,
    failing={_FILE: _SOUND.replace('shells"', "shells")},
    passing={_FILE: _SOUND},
)
def not_toml(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Tell where a file stops being TOML."""
    yield from told(file, fault.NOT_TOML)


@rule(
    code=fault.UNKNOWN_FIELD,
    slug="unknown-field",
    severity=Severity.WARNING,
    claim="A record has only fields of its kind.",
    reason="A misspelt field is kept but nobody reads it: the quantity behind `quantitty` is in no total.",
    source=_FORMAT,
    subject=Subject.FILE,
    failing={_FILE: _SOUND.replace("quantity", "quantitty")},
    passing={_FILE: _SOUND},
)
def unknown_field(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Name fields that nothing reads, and the field that was probably meant."""
    yield from told(file, fault.UNKNOWN_FIELD)


@rule(
    code=fault.MISSING_FIELD,
    slug="missing-field",
    severity=Severity.ERROR,
    claim="A record has the fields that its kind requires.",
    reason="Without its status nobody can say whether a commitment is firm, so it cannot be counted.",
    source=_FORMAT,
    subject=Subject.FILE,
    failing={_FILE: _SOUND.replace('status = "committed"\n', "")},
    passing={_FILE: _SOUND},
)
def missing_field(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Name required fields that are not there, with an example of each."""
    yield from told(file, fault.MISSING_FIELD)


@rule(
    code=fault.WRONG_VALUE,
    slug="wrong-value",
    severity=Severity.ERROR,
    claim="A field holds a value that it can mean.",
    reason="A value outside its list or form is left out of every total, so it must not pass unseen.",
    source="Data format (docs/format.md): values and their doubt",
    subject=Subject.FILE,
    failing={_FILE: _SOUND.replace('"committed"', '"promised"')},
    passing={_FILE: _SOUND},
)
def wrong_value(file: PlanFile, context: Context) -> Iterator[Claim]:
    """Name values that their field does not take, and what it takes."""
    yield from told(file, fault.WRONG_VALUE)
    format = context.settings.manifest.format
    if file.path == MANIFEST and format < 1:
        yield Claim(file, "format", f"format is {format}: a whole number from 1 to {FORMAT} is wanted")


@rule(
    code=fault.WRONG_PLACE,
    slug="wrong-place",
    severity=Severity.ERROR,
    claim="A file's name and folder agree with the id that it stands for.",
    reason="Ownership is the path: a record of Norway in the folder of Sweden would be Sweden's to change.",
    source="Data format: ownership is the path",
    subject=Subject.FILE,
    failing={_FILE.replace("nations/NOR", "nations/SWE"): _SOUND},
    passing={_FILE: _SOUND},
)
def wrong_place(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Tell of files whose path and id disagree, and of files where no record belongs."""
    yield from told(file, fault.WRONG_PLACE)


@rule(
    code="WB106",
    slug="id-used-twice",
    severity=Severity.ERROR,
    claim="An id stands for one record, in one layer.",
    reason="A reference is just the id: where two records have it, nobody can say which one is meant.",
    source="Data format: an id lives in exactly one layer",
    subject=Subject.ID,
    failing={
        "layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n',
        f"layers/nordic/{_FILE}": _SOUND,
        _FILE: _SOUND,
    },
    passing={
        _FILE.replace("nations", "recorded"): _SOUND,
        _FILE: _SOUND,
    },
)
def id_used_twice(files: Sequence[PlanFile], _: Context) -> Iterator[Claim]:
    """Name every file that claims the id and is superseded by no other, each with one of the others."""
    rivals = [file for file in files if not any(supersedes(other, file) for other in files)]
    if len(rivals) < 2:
        return
    for file in rivals:
        other = rivals[0] if file is not rivals[0] else rivals[1]
        advice = "give one of the two a new id"
        if file.layer != other.layer:
            advice += ", or keep only one: a record lives in a single layer"
        message = f"has the id {file.id}, which {other.path} has too; {advice}"
        yield Claim(file, "", message, Place(path=file.path))


@rule(
    code=fault.HIDDEN_CHARACTER,
    slug="hidden-character",
    severity=Severity.ERROR,
    claim="A record holds no character that its readers cannot see.",
    reason="Such a character can make text read otherwise than it is: a reviewer would approve what is "
    "not there.",
    source="Unicode Technical Report 36, Unicode Security Considerations",
    subject=Subject.FILE,
    failing={_FILE: _SOUND.replace("155 mm", "\u202e155 mm")},
    passing={_FILE: _SOUND},
)
def hidden_character(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Point at control, direction-changing and zero-width characters, raw or as escapes."""
    yield from told(file, fault.HIDDEN_CHARACTER)


@rule(
    code=fault.NOT_A_FILE,
    slug="not-a-file",
    severity=Severity.ERROR,
    claim="A record is a regular file of at most one mebibyte.",
    reason="A link can point at anything on the reader's machine, and a huge file stalls everybody's check.",
    source="Data format: one record per file (docs/decisions/0001)",
    subject=Subject.FILE,
    failing={_FILE: _SOUND + "# " + "x" * fault.SIZE_LIMIT_BYTES},
    passing={_FILE: _SOUND},
)
def not_a_file(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Tell of links, devices, unreadable and too large files; none of them is ever opened."""
    yield from told(file, fault.NOT_A_FILE)


@rule(
    code=fault.CONFLICT_MARKER,
    slug="conflict-marker",
    severity=Severity.ERROR,
    claim="No merge conflict is left in a record.",
    reason="Both sides of a conflict stand in the file, and neither counts until somebody chooses.",
    source="Coalition practice; git's conflict markers",
    subject=Subject.FILE,
    failing={
        _FILE: _SOUND.replace(
            "quantity = 400\n",
            "<<<<<<< norway\nquantity = 400\n=======\nquantity = 600\n>>>>>>> sweden\n",
        )
    },
    passing={_FILE: _SOUND},
)
def conflict_marker(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Point at the first conflict marker of a file."""
    yield from told(file, fault.CONFLICT_MARKER)


@rule(
    code=fault.NEWER_FORMAT,
    slug="newer-format",
    severity=Severity.ERROR,
    claim="The plan's format is one that this program knows.",
    reason="A newer format may hold fields with a meaning that this program would misread or leave out.",
    source="Data format (docs/format.md): workbook.toml",
    subject=Subject.FILE,
    failing={"plans/workbook.toml": 'format = 2\ntitle = "Example coalition"\nsecretariat = "USA"\n'},
    passing={"plans/workbook.toml": 'format = 1\ntitle = "Example coalition"\nsecretariat = "USA"\n'},
)
def newer_format(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Tell that the plan was made for a later program."""
    yield from told(file, fault.NEWER_FORMAT)


@rule(
    code=fault.ABSURD_NUMBER,
    slug="absurd-number",
    severity=Severity.ERROR,
    claim="Numbers and years are within what a plan can mean.",
    reason="A slipped key or a hostile exponent would swamp every total, or stall the program that adds it.",
    source="Coalition practice: at most 15 digits and 6 decimals, years 1900 to 2199",
    subject=Subject.FILE,
    failing={_FILE: _SOUND.replace("400", "4e99")},
    passing={_FILE: _SOUND},
)
def absurd_number(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Tell of numbers too long, exponents too large and years too far away."""
    yield from told(file, fault.ABSURD_NUMBER)


@rule(
    code=fault.STRAY_FILE,
    slug="stray-file",
    severity=Severity.WARNING,
    claim="Only records lie in plans/, in files that end in `.toml`.",
    reason="What has another name is read by nobody: a record in `NOR-C-7K3Q.TOML` counts nowhere, and a "
    "copy in `.bak` is handed to everybody who clones the plan.",
    source="Data format: one record per file (docs/decisions/0001)",
    subject=Subject.FILE,
    failing={_FILE.replace(".toml", ".TOML"): _SOUND},
    passing={_FILE: _SOUND, "plans/README.md": "Records of the coalition.\n"},
)
def stray_file(file: PlanFile, _: Context) -> Iterator[Claim]:
    """Name files that are no records, but for hidden ones, a README, and records under seal (`.toml.age`)."""
    yield from told(file, fault.STRAY_FILE)


RULES: tuple[Rule, ...] = (
    not_toml,
    unknown_field,
    missing_field,
    wrong_value,
    wrong_place,
    id_used_twice,
    hidden_character,
    not_a_file,
    conflict_marker,
    newer_format,
    absurd_number,
    stray_file,
)
