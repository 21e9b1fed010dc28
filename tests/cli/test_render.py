"""Who a paper is for, where it goes, and that it never goes to nobody in particular."""

import os

import pytest

from .conftest import Bench

MEETING = "2022-09-28-brussels"


def test_paper_without_an_audience_is_refused(plan: Bench) -> None:
    done = plan.run("render", "agenda", MEETING)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "git config workbook.nation NOR" in done.stderr


def test_paper_is_for_the_nation_of_who_asks(plan: Bench) -> None:
    plan.git("config", "workbook.nation", "NOR")

    own = plan.run("render", "agenda", MEETING)
    named = plan.run("render", "agenda", MEETING, "--for", "NOR")

    assert own.exit_code == 0
    assert own.stdout == named.stdout


@pytest.mark.parametrize(
    "words", [["agend", "--for", "NOR"], ["agenda", "--for", "Norge"], ["agenda", "nowhere", "--for", "NOR"]]
)
def test_unknown_paper_audience_or_meeting_is_one_sentence(plan: Bench, words: list[str]) -> None:
    done = plan.run("render", *words)

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_paper_goes_into_a_folder_under_its_name(plan: Bench) -> None:
    out = plan.folder / "out"
    out.mkdir()

    done = plan.run("render", "agenda", MEETING, "--for", "NOR,SWE", "--out", str(out))

    assert (done.exit_code, done.stdout) == (0, "")
    assert [path.name for path in out.iterdir()] == [f"agenda-{MEETING}-for-NOR-SWE.md"]


def test_paper_in_a_file_is_the_one_printed(plan: Bench) -> None:
    printed = plan.run("render", "agenda", MEETING, "--for", "members")

    plan.run("render", "agenda", MEETING, "--for", "members", "--out", str(plan.folder / "a.md"))

    assert (plan.folder / "a.md").read_text() == printed.stdout


def _written(plan: Bench, audience: str, *more: str) -> tuple[int, str]:
    out = str(plan.folder / "a.md")
    done = plan.run("render", "agenda", MEETING, "--for", audience, "--out", out, *more)
    return done.exit_code, done.stderr


def test_newer_state_of_the_same_paper_takes_its_place(plan: Bench) -> None:
    _written(plan, "NOR")
    plan.write(
        {f"plans/meetings/{MEETING}/agenda/G-7K3Q.toml": 'order = 1\ntitle = "Now"\nkind = "discussion"\n'}
    )

    assert _written(plan, "NOR")[0] == 0
    assert "Now" in (plan.folder / "a.md").read_text()


@pytest.mark.parametrize("audience", ["NOR,SWE", "members", "SWE"])
def test_paper_for_other_readers_takes_the_place_only_by_force(plan: Bench, audience: str) -> None:
    _written(plan, "NOR")
    before = (plan.folder / "a.md").read_text()

    refused = _written(plan, audience)
    kept = (plan.folder / "a.md").read_text()
    forced = _written(plan, audience, "--force")

    assert refused[0] == 2
    assert "is not this paper for these readers: give another place with --out, or overwrite" in refused[1]
    assert kept == before
    assert forced[0] == 0
    assert (plan.folder / "a.md").read_text() != before


@pytest.mark.parametrize("there", [b"", b"My own notes.\n", b"\xff\xfe"])
def test_file_that_is_no_paper_is_never_overwritten(plan: Bench, there: bytes) -> None:
    plan.write({"a.md": there})

    assert _written(plan, "NOR")[0] == 2
    assert (plan.folder / "a.md").read_bytes() == there


def test_pipe_in_the_place_of_a_paper_is_not_waited_for(plan: Bench) -> None:
    os.mkfifo(plan.folder / "a.md")

    assert _written(plan, "NOR")[0] == 2


def test_paper_of_a_template_without_readers_gives_way_to_itself_only(plan: Bench) -> None:
    plan.write({"templates/agenda.md.j2": "One\n"})
    _written(plan, "NOR")

    again = _written(plan, "members")
    plan.write({"templates/agenda.md.j2": "One\n\nTwo\n\nThree\n\nFour\n"})
    other = _written(plan, "members")

    assert (again[0], other[0]) == (0, 2)


def test_place_that_cannot_be_written_is_one_sentence(plan: Bench) -> None:
    done = plan.run("render", "agenda", MEETING, "--for", "NOR", "--out", str(plan.folder / "no/where.md"))

    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "choose another place" in done.stderr


def test_paper_as_of_a_revision_takes_plan_and_template_of_then(plan: Bench) -> None:
    plan.commit({"templates/agenda.md.j2": "Then.\n"})
    plan.write({"templates/agenda.md.j2": "Now\n"})

    done = plan.run("render", "agenda", MEETING, "--for", "NOR", "--at", "HEAD")

    assert done.stdout.startswith("Then.")


def test_paper_as_of_a_revision_is_drawn_on_its_day(plan: Bench) -> None:
    done = plan.start("render", "agenda", MEETING, "--for", "NOR", "--at", "HEAD")

    assert b"28 September 2022" in done.stdout.splitlines()[-3]


def test_author_is_told_of_files_that_could_not_be_read(plan: Bench) -> None:
    whole = plan.run("render", "agenda", MEETING, "--for", "NOR")
    plan.write({"plans/nations/NOR/commitments/NOR-C-8M2Z.toml": "title = "})

    done = plan.run("render", "agenda", MEETING, "--for", "NOR")

    assert "1 file cannot be read as a record and is left out here; `workbook check` tells why" in done.stderr
    assert done.stdout == whole.stdout


def test_template_cannot_send_a_control_sequence(plan: Bench) -> None:
    plan.write({"templates/agenda.md.j2": "a\x1b[31mb\u202e{{ '\\x1b]0;x\\x07' }}c\n"})

    printed = plan.run("render", "agenda", MEETING, "--for", "NOR")

    assert printed.exit_code == 0
    assert [letter for letter in printed.stdout if not letter.isprintable() and letter != "\n"] == []


def test_page_goes_into_a_folder_under_its_name_and_is_the_one_printed(plan: Bench) -> None:
    out = plan.folder / "out"
    out.mkdir()
    words = ("render", "agenda", MEETING, "--for", "NOR", "--format", "html")

    printed = plan.run(*words).stdout
    plan.run(*words, "--out", str(out))

    assert printed.startswith("<!doctype html>")
    assert (out / f"agenda-{MEETING}-for-NOR.html").read_text() == printed


@pytest.mark.parametrize(("audience", "taken"), [("NOR", True), ("NOR,SWE", False), ("members", False)])
def test_page_gives_way_to_its_newer_state_only(plan: Bench, audience: str, taken: bool) -> None:
    _written(plan, "NOR", "--format", "html")
    plan.write(
        {f"plans/meetings/{MEETING}/agenda/G-7K3Q.toml": 'order = 1\ntitle = "Now"\nkind = "discussion"\n'}
    )

    again = _written(plan, audience, "--format", "html")

    assert (again[0] == 0, "Now" in (plan.folder / "a.md").read_text()) == (taken, taken)


def test_page_of_a_hostile_template_is_refused_in_one_sentence(plan: Bench) -> None:
    plan.write({"templates/agenda.html.j2": "<p>x</p>\n<script>alert(1)</script>\n"})

    done = plan.run("render", "agenda", MEETING, "--for", "NOR", "--format", "html")

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "templates/agenda.html.j2 makes HTML that is not taken, on line 2 of it" in done.stderr


def test_page_of_a_revision_takes_the_template_of_then(plan: Bench) -> None:
    plan.commit({"templates/paper.html.j2": "<p>Then.</p>\n"})
    plan.write({"templates/paper.html.j2": "<p>Now.</p>\n"})

    done = plan.run("render", "agenda", MEETING, "--for", "NOR", "--format", "html", "--at", "HEAD")

    assert "<body>\n<p>Then.</p>\n</body>" in done.stdout


def test_a_file_that_is_named_as_a_page_is_one(plan: Bench) -> None:
    page, text = plan.folder / "agenda.html", plan.folder / "agenda.md"

    plan.run("render", "agenda", "--for", "members", "--out", str(page))
    plan.run("render", "agenda", "--for", "members", "--out", str(text))

    assert page.read_text().startswith("<!doctype html>")
    assert text.read_text().startswith("# ")


def test_a_document_that_it_cannot_write_is_refused(plan: Bench) -> None:
    done = plan.run("render", "agenda", MEETING, "--for", "NOR", "--out", "agenda.PDF")

    assert done.exit_code == 2
    assert "not written as .PDF, but as Markdown (.md) or as a page (.html)" in done.stderr
    assert not (plan.folder / "agenda.PDF").exists()
