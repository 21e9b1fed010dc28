"""What is read from the message of a commit."""

from workbook.vcs.messages import read_trailers, remarks_in


def test_list_of_changes_goes_with_the_line_that_announces_it() -> None:
    said = "The yard found more:\nfar more."
    body = f"{said}\n\nDecided:\n\n- a\n- b\n\nAnd settled:\n\n- c\n\nRecord: NOR-C-7K3Q\n"

    assert remarks_in(body) == said


def test_conflicts_that_git_lists_at_the_end_hide_no_trailers() -> None:
    body = "The yard found more.\n\nRecord: NOR-C-7K3Q\n\n# Conflicts:\n#\tplans/nations/NOR/nation.toml\n"

    assert read_trailers(body) == (("Record", "NOR-C-7K3Q"),)
    assert remarks_in(body) == "The yard found more."
