"""Drafts on disk."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.cli.conftest import COMMITMENT, TODAY, Bench
from workbook.desk.form.draft import Draft, begun
from workbook.desk.form.drafting import Complaint, Drafting
from workbook.desk.form.keeping import Drafts, Keeper, KeptDraft
from workbook.desk.session import Session

_DRAFT = Draft(path=COMMITMENT, base=b"\xff old", text=b"title = 'new'\n", reason="Fewer.")
_KEPT = KeptDraft(
    draft=_DRAFT,
    moment=datetime(2022, 9, 28, 12, 4, tzinfo=UTC),
    typed="title = ",
    refused={"quantity": Complaint(typed="many", sentence="That is no number.")},
)


def _files(plan: Bench) -> list[Path]:
    return sorted((plan.folder / ".git" / "workbook" / "drafts").iterdir())


def test_what_is_kept_is_found_again_by_another_program(norway: Bench) -> None:
    Drafts(norway.folder).keep(_KEPT)

    assert Drafts(norway.folder).of(COMMITMENT) == _KEPT
    assert Drafts(norway.folder).all() == [_KEPT]


def test_a_later_draft_of_a_record_takes_the_place_of_the_earlier(norway: Bench) -> None:
    drafts = Drafts(norway.folder)
    drafts.keep(_KEPT)

    drafts.keep(KeptDraft(draft=Draft(path=COMMITMENT, base=None, text=b""), moment=_KEPT.moment))

    assert [kept.draft.text for kept in drafts.all()] == [b""]


def test_a_draft_that_is_forgotten_is_gone(norway: Bench) -> None:
    drafts = Drafts(norway.folder)
    drafts.keep(_KEPT)

    drafts.forget(COMMITMENT)
    drafts.forget(COMMITMENT)

    assert drafts.all() == []


def test_drafts_are_readable_by_their_writer_alone_and_not_in_the_plan(norway: Bench) -> None:
    Drafts(norway.folder).keep(_KEPT)

    (file,) = _files(norway)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert norway.git("status", "--porcelain") == ""


def test_what_a_crash_left_half_made_is_passed_over(norway: Bench) -> None:
    drafts = Drafts(norway.folder)
    drafts.keep(_KEPT)
    (file,) = _files(norway)
    file.write_bytes(file.read_bytes()[:40])

    assert drafts.all() == []
    assert drafts.of(COMMITMENT) is None


def test_a_draft_that_names_a_file_outside_the_plan_is_passed_over(norway: Bench) -> None:
    drafts = Drafts(norway.folder)

    drafts.keep(KeptDraft(draft=Draft(path="layers/../../x.toml", base=None, text=b""), moment=_KEPT.moment))

    assert drafts.all() == []


def test_without_git_no_draft_is_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)

    drafts.keep(_KEPT)

    assert drafts.all() == []
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_kept_of_a_form_that_ended(norway: Bench) -> None:
    session = Session.open(norway.folder, today=date.fromisoformat(TODAY))
    drafting = Drafting(session, begun(session, COMMITMENT))
    keeper = Keeper(Drafts(norway.folder), drafting)
    drafting.write("title = 'x'")
    keeper.keep(_KEPT.moment)

    keeper.end()
    keeper.keep(_KEPT.moment)

    assert Drafts(norway.folder).all() == []


def test_a_draft_that_was_taken_back_is_kept_no_longer(norway: Bench) -> None:
    session = Session.open(norway.folder, today=date.fromisoformat(TODAY))
    drafting = Drafting(session, begun(session, COMMITMENT))
    keeper = Keeper(Drafts(norway.folder), drafting)
    drafting.write("title = 'x'")
    keeper.keep(_KEPT.moment)

    drafting.turn(is_undo=True)
    keeper.keep(_KEPT.moment)

    assert Drafts(norway.folder).all() == []


def test_a_folder_that_cannot_be_written_is_told_in_words(norway: Bench) -> None:
    session = Session.open(norway.folder, today=date.fromisoformat(TODAY))
    drafting = Drafting(session, begun(session, COMMITMENT))
    folder = norway.folder / ".git" / "workbook"
    folder.mkdir(exist_ok=True)
    (folder / "drafts").write_text("")
    drafting.write("title = 'x'")

    assert Keeper(Drafts(norway.folder), drafting).keep(_KEPT.moment) == "File exists"
