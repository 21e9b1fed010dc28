"""A session: what it says an edit would do, what it writes, and what it leaves alone."""

import errno
from datetime import date

import pytest

from tests.cli.conftest import COMMITMENT, RECORDS, REQUEST, Bench
from workbook.desk.opening import open_plan
from workbook.desk.saving import FileChangedError
from workbook.desk.session import ReadOnlyError, Session, Wording
from workbook.errors import WorkbookError
from workbook.vcs.packing import NoSpaceError

TODAY = date(2022, 9, 28)
SAID = Wording(subject="NOR changes something")
RAISED = RECORDS[COMMITMENT].replace("900}\nvalue", "950}\nvalue").encode()


def _session(bench: Bench, *, read_only: bool = False) -> Session:
    return Session.open(bench.folder, today=TODAY, read_only=read_only)


def test_outlook_writes_nothing(norway: Bench) -> None:
    session = _session(norway)

    outlook = session.outlook({COMMITMENT: RAISED})

    assert [edit.path for edit in outlook.edits] == [COMMITMENT]
    assert (norway.folder / COMMITMENT).read_text() == RECORDS[COMMITMENT]
    assert norway.git("status", "--porcelain") == ""


def test_what_stays_as_it_is_is_no_edit(norway: Bench) -> None:
    outlook = _session(norway).outlook({COMMITMENT: RECORDS[COMMITMENT].encode()})

    assert outlook.edits == ()


def test_session_goes_on_with_what_it_saved(norway: Bench) -> None:
    session = _session(norway)

    session.save(session.outlook({COMMITMENT: RAISED}), SAID)
    again = session.outlook({COMMITMENT: RAISED + b"# more\n"})
    fresh = open_plan(norway.folder).findings(today=TODAY)

    assert session.read(COMMITMENT) == RAISED
    assert again.edits[0].before == RAISED
    assert session.judgement.findings == fresh


def test_changes_of_comments_are_told_as_no_change_of_data(norway: Bench) -> None:
    outlook = _session(norway).outlook({COMMITMENT: RECORDS[COMMITMENT].encode() + b"# seen\n"})

    assert outlook.edits[0].changes == ()
    assert (outlook.introduced, outlook.fixed) == ((), ())


def _with_remark(text: str, place: str) -> bytes:
    """Give a record whose notes are longer, or whose sources are more."""
    if place == "above":
        return text.replace('notes = """\n', 'notes = """\nOne more line.\n').encode()
    if place == "beside":
        return text.replace("Said.", "Heard.").encode()
    return f'{text}[[sources]]\ntitle = "Read-out"\n'.encode()


@pytest.mark.parametrize("place", ["above", "beside", "below"])
def test_finding_is_placed_where_its_field_stands_after_a_remark(norway: Bench, place: str) -> None:
    text = 'notes = """\nSaid."""\n' + RECORDS[COMMITMENT] + 'counted_in = "SWE-C-0000"\n'
    norway.write({COMMITMENT: text})
    session, after = _session(norway), _with_remark(text, place)

    outlook = session.outlook({COMMITMENT: after})
    norway.write({COMMITMENT: after.decode()})

    assert after != text.encode()
    assert any(one.place.path == COMMITMENT and one.place.line > 1 for one in session.findings)
    assert outlook.judgement.findings == _session(norway).findings


def test_anothers_path_is_an_error_that_blocks(norway: Bench) -> None:
    outlook = _session(norway).outlook({REQUEST: b'title = "Fewer shells"\n'})

    assert [one.code for one in outlook.blocking] == ["WB601"]


def test_warnings_elsewhere_do_not_block(norway: Bench) -> None:
    outlook = _session(norway).outlook({COMMITMENT: RAISED.replace(b"950", b"100")})

    assert outlook.introduced != ()
    assert outlook.blocking == ()


def test_read_only_session_saves_nothing(norway: Bench) -> None:
    session = _session(norway, read_only=True)

    with pytest.raises(ReadOnlyError):
        session.save(session.outlook({COMMITMENT: RAISED}), SAID)

    assert (norway.folder / COMMITMENT).read_text() == RECORDS[COMMITMENT]


def test_file_that_changed_meanwhile_is_not_written_over(norway: Bench) -> None:
    session = _session(norway)
    outlook = session.outlook({COMMITMENT: RAISED})
    norway.write({COMMITMENT: "title = 'theirs'\n"})

    with pytest.raises(WorkbookError, match="changed by somebody else"):
        session.save(outlook, SAID)

    assert (norway.folder / COMMITMENT).read_text() == "title = 'theirs'\n"


def test_edit_that_cannot_be_committed_leaves_all_as_it_was(norway: Bench) -> None:
    session = _session(norway)
    outlook = session.outlook({COMMITMENT: RAISED})
    before = norway.git("rev-parse", "HEAD")
    lock = norway.folder / ".git/refs/heads/main.lock"
    lock.touch()

    with pytest.raises(WorkbookError):
        session.save(outlook, SAID)
    lock.unlink()

    assert (norway.folder / COMMITMENT).read_text() == RECORDS[COMMITMENT]
    assert norway.git("rev-parse", "HEAD") == before
    assert norway.git("status", "--porcelain") == ""


def test_what_cannot_be_committed_is_taken_back_without_any_room(
    norway: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = _session(norway)
    outlook = session.outlook({COMMITMENT: RAISED})

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def fail(*_: object) -> None:
        monkeypatch.setattr("workbook.desk.saving._written", refuse)
        raise NoSpaceError(norway.folder)

    monkeypatch.setattr(Session, "commit", fail)
    with pytest.raises(NoSpaceError):
        session.save(outlook, SAID)

    assert (norway.folder / COMMITMENT).read_text() == RECORDS[COMMITMENT]
    assert norway.git("status", "--porcelain") == ""


def test_of_several_files_all_are_written_or_none(norway: Bench) -> None:
    other = COMMITMENT.replace("7K3Q", "9D0M")
    norway.commit({other: RECORDS[COMMITMENT]})
    session = _session(norway)
    outlook = session.outlook({COMMITMENT: RAISED, other: RAISED})
    norway.write({other: RAISED + b"# by hand"})

    with pytest.raises(FileChangedError):
        session.save(outlook, SAID)

    assert (norway.folder / COMMITMENT).read_text() == RECORDS[COMMITMENT]
    assert norway.git("status", "--porcelain") == f"M {other}"


def test_of_what_is_saved_no_second_name_is_left(norway: Bench) -> None:
    session = _session(norway)

    session.save(session.outlook({COMMITMENT: None}, is_seen=False), SAID)

    assert not (norway.folder / COMMITMENT).parent.exists()
    assert norway.git("status", "--porcelain") == ""


def test_record_of_a_layer_is_committed_in_that_layer(norway: Bench) -> None:
    layer = norway.folder / "layers/nordic"
    layer.mkdir(parents=True)
    norway.git("init", "--quiet", "--initial-branch=main", folder="layers/nordic")
    norway.git("config", "user.name", "Planning cell", folder="layers/nordic")
    norway.git("config", "user.email", "planning@example.org", folder="layers/nordic")
    path = "layers/nordic/plans/nations/NOR/stocks/NOR-S-5H1M.toml"
    norway.write({"layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'})
    norway.git("add", "--all", folder="layers/nordic")
    norway.git("commit", "--quiet", "--message", "Layer", folder="layers/nordic")
    session, before = _session(norway), norway.git("rev-parse", "HEAD")

    saved = session.save(session.outlook({path: b'item = "155mm-he"\nholding = 9\n'}), SAID)

    assert [one.layer for one in saved] == ["nordic"]
    assert norway.git("rev-parse", "HEAD") == before
    assert norway.git("rev-parse", "HEAD", folder="layers/nordic") == saved[0].commit
    assert norway.git("status", "--porcelain", folder="layers/nordic") == ""
