"""Which template a paper takes: the plan's own, read without following anything, or the shipped one."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from workbook.errors import WorkbookError
from workbook.render.catalogue import NAMES as PAPERS
from workbook.render.shipped import SIZE_LIMIT_BYTES, Form, find_template, shipped_folder


def _own(top: Path, text: str) -> Path:
    (top / "templates").mkdir()
    path = top / "templates" / "agenda.md.j2"
    path.write_text(text)
    return path


@pytest.mark.parametrize("paper", PAPERS)
def test_every_paper_has_a_shipped_template(paper: str, tmp_path: Path) -> None:
    assert find_template(paper, tmp_path).name == "the shipped paper.md.j2"


def test_the_plans_own_template_comes_first(tmp_path: Path) -> None:
    _own(tmp_path, "own")

    assert find_template("agenda", tmp_path).text == "own"


@pytest.mark.parametrize(
    ("there", "form", "taken"),
    [
        (["agenda.md.j2", "paper.md.j2"], Form.MARKDOWN, "templates/agenda.md.j2"),
        (["paper.md.j2", "brief.md.j2"], Form.MARKDOWN, "templates/paper.md.j2"),
        (["agenda.md.j2", "paper.md.j2"], Form.HTML, "the shipped paper.html.j2"),
        (["paper.html.j2"], Form.HTML, "templates/paper.html.j2"),
        (["agenda.html.j2", "paper.html.j2"], Form.HTML, "templates/agenda.html.j2"),
    ],
)
def test_the_template_of_the_paper_comes_before_that_of_all_papers(
    there: Sequence[str], form: Form, taken: str, tmp_path: Path
) -> None:
    (tmp_path / "templates").mkdir()
    written = [(tmp_path / "templates" / name).write_text(name) for name in there]

    found = find_template("agenda", tmp_path, form)

    assert written
    assert (found.name, found.form) == (taken, form)


def test_plans_and_templates_are_shipped() -> None:
    assert (shipped_folder("plans") / "workbook.toml").is_file()
    assert (shipped_folder("templates") / "paper.md.j2").is_file()


@pytest.mark.parametrize("paper", ["", "../agenda", "/etc/passwd", "agenda\0"])
def test_only_papers_have_templates(paper: str, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="the papers are"):
        find_template(paper, tmp_path)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = _own(tmp_path, "own")
    path.unlink()
    path.symlink_to("/etc/passwd")

    with pytest.raises(WorkbookError, match="never followed"):
        find_template("agenda", tmp_path)


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "templates").symlink_to("/etc")

    with pytest.raises(WorkbookError, match="never followed"):
        find_template("agenda", tmp_path)


def test_a_pipe_a_folder_and_bulk_are_refused(tmp_path: Path) -> None:
    path = _own(tmp_path, "x" * (SIZE_LIMIT_BYTES + 1))
    with pytest.raises(WorkbookError, match="more than"):
        find_template("agenda", tmp_path)

    path.write_bytes(b"\xff")
    with pytest.raises(WorkbookError, match="UTF-8"):
        find_template("agenda", tmp_path)

    path.unlink()
    os.mkfifo(path)
    with pytest.raises(WorkbookError, match="no regular file"):
        find_template("agenda", tmp_path)
