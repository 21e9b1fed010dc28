"""Laws of parsing versions: whatever came before, each gives what the parser gives for it alone."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laws.toml_strategies import damaged, documents
from workbook.change.lines import aligned_lines
from workbook.change.sameness import same
from workbook.change.sections import sections
from workbook.toml.document import Document, parse
from workbook.toml.versions import Versions

law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LINES = st.sampled_from(
    [
        *(b"a = 1\n", b"a.b = 1\n", b"a.c = 2\n", b'x = """\n', b'"""\n', b"y = [\n", b"]\n", b"[1],\n"),
        *(b"[t]\n", b"[[t]]\n", b"# c\r\n", b"\n", b"b = 2", b"\r", b"\xff\n", b"\xef\xbb\xbf"),
        *(b"<<<<<<< o\n", b"=======\n", b">>>>>>> t\n"),
    ]
)


def _hold(versions: Sequence[bytes]) -> None:
    remembering = Versions()
    for data in versions:
        found, alone = remembering.parse(data), parse(data)
        assert type(found) is type(alone)
        if isinstance(found, Document) and isinstance(alone, Document):
            assert same(found.table, alone.table)
            assert list(found.table) == list(alone.table)
        else:
            assert found == alone


@law
@given(st.lists(st.one_of(documents(), damaged()), max_size=3))
def test_any_document_is_read_as_if_alone(versions: list[bytes]) -> None:
    _hold(versions)


@law
@given(st.lists(st.lists(LINES, max_size=6).map(b"".join), max_size=4))
def test_statements_that_run_over_lines_are_never_cut(versions: list[bytes]) -> None:
    _hold(versions)


SECTIONS = st.sampled_from(
    [
        *(b"a = 1\n", b"b.c = 1\n", b"t = [{a = 1}]\n", b"true = [{a = 1}]\n", b"b = 2\n[t]\nc = 1\n"),
        *(b"[[t]]\na = 1\n", b"\n# c\n[[t]]\na = 2\n[t.u]\nb = 1\n", b" [[t]]\n", b"[[t.v]]\n", b"[t.u]\n"),
        *(b"[[s]]\n[[t]]\na = 3\n", b"y = [\n[[true]]\n]\n", b"[[true]]\n", b'"t" = []\n', b"# c\n", b""),
        *(b'x = """\n[[t]]\n"""\nt = [{}]\n', b"z = '''\n", b"[[t]]\n'''\n", b"[[t]]\nb = [\n", b"]\n"),
        *(
            b'm = """\n<<<<<<< o\n"""\n',
            b'n = """\n=======\n"""\n',
            b'o = """\n>>>>>>> t\n"""\n',
            b"\xef\xbb\xbf",
        ),
    ]
)


@law
@given(st.lists(st.lists(SECTIONS, max_size=5), max_size=3))
def test_sections_are_read_as_one_text(versions: list[list[bytes]]) -> None:
    remembering = Versions()

    for texts in versions:
        found, alone = remembering.parse_sections(texts), parse(b"".join(texts))
        assert type(found) is type(alone)
        if isinstance(found, Document) and isinstance(alone, Document):
            assert same(found.table, alone.table)
            assert list(found.table) == list(alone.table)
            assert found.data == alone.data
        else:
            assert found == alone


@law
@given(st.tuples(documents(), documents(), documents()))
def test_sections_of_three_versions_are_these_versions(texts: tuple[bytes, bytes, bytes]) -> None:
    lines = [text.splitlines(keepends=True) for text in texts]

    cut = sections(aligned_lines(*lines))

    assert tuple(b"".join(side) for side in zip(*cut, strict=True))[:3] == (texts if cut else ())
