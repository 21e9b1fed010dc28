"""Loading never stops and never raises, whatever lies there; each odd thing is told with its place."""

import os
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from tests.fakes import BusySource
from workbook.check.examples import COALITION
from workbook.model.commitment import Commitment
from workbook.records.cache import CacheFolder
from workbook.records.fault import CONFLICT_MARKER, NOT_A_FILE, NOT_TOML, SIZE_LIMIT_BYTES, WRONG_PLACE
from workbook.records.folder import FolderSource
from workbook.records.layers import LayerSource, folder_stack, mapping_stack
from workbook.records.loader import load
from workbook.records.reader import MOST_MISFITS
from workbook.records.reading import read_file
from workbook.records.survey import NoWorkbookError, survey
from workbook.records.workbook import PlanFile, Workbook

LONGEST_S = 2.0
NOWHERE = CacheFolder(None)
RECORD = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
MANIFEST = "plans/workbook.toml"
LAYER = "layers/nordic/plans/layer.toml"
SOUND = b'title = "a"\nkind = "donation"\nstatus = "pledged"\n'
PLAN: Mapping[str, bytes] = {
    **{path: text.encode() for path, text in COALITION.items()},
    RECORD: SOUND,
    LAYER: b'name = "nordic"\nreaders = ["NOR"]\n',
    "layers/nordic/plans/nations/NOR/stocks/NOR-S-7K3Q.toml": b'item = "155mm-he"\n',
}
targets = pytest.mark.parametrize("target", [RECORD, MANIFEST, LAYER])
contents = pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'title = "\xff"', id="invalid UTF-8"),
        pytest.param(b"\xff\xfet\x00", id="UTF-16"),
        pytest.param(b'title = "\x00"', id="NUL"),
        pytest.param(b"x = " + b"[" * 100_000, id="deep array"),
        pytest.param(b"x = " + b"[" * 100_000 + b"]" * 100_000, id="deep closed array"),
        pytest.param(b"x = " + b"{a=" * 100_000, id="deep table"),
        pytest.param(b".".join([b"a"] * 50_000) + b" = 1", id="long dotted key"),
        pytest.param(b"[" + b".".join([b"a"] * 50_000) + b"]", id="long dotted header"),
        pytest.param(b"quantity = 1E99999999", id="huge exponent"),
        pytest.param(b"quantity = " + b"9" * 10_000, id="huge number"),
        pytest.param(b"quantity = 0x" + b"f" * 10_000, id="huge hexadecimal number"),
        pytest.param(b"quantity = nan\nformat = inf", id="no number"),
        pytest.param(b"made_on = 0001-01-01\nformat = 9999-12-31", id="far years"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbf", id="byte order mark alone"),
        pytest.param(b'title = """' + b"x" * 1_000_000, id="endless string"),
        pytest.param(b'"' * 1_000_000, id="quotes"),
        pytest.param(b"\\" * 1_000_000, id="backslashes"),
        pytest.param(b"\n" * 1_000_000 + b"x", id="a million lines"),
        pytest.param(b"\r" * 1_000_000, id="bare carriage returns"),
        pytest.param(b"[[lots]]\n" * 50_000, id="lots of empty lots"),
        pytest.param(b"".join(b"k%d = 1\n" % n for n in range(50_000)), id="lots of unknown fields"),
        pytest.param(b"tags = [" + b"1," * 90_000 + b"]", id="lots of wrong values"),
        pytest.param(
            'tags = ["é",'.encode() + b"1," * 90_000 + b"]", id="lots of wrong values after an accent"
        ),
        pytest.param(b"tags = [" + b'"\\u202e",' * 90_000 + b"]", id="lots of hidden escapes"),
        pytest.param(b'x = "' + "\u202e".encode() * 300_000 + b'"', id="lots of hidden characters"),
        pytest.param(b"<<<<<<< a\n" * 50_000, id="lots of conflict markers"),
        pytest.param(b"\xff" * 1_000_000, id="no text at all"),
        pytest.param(b"x" * SIZE_LIMIT_BYTES + b"=", id="a byte too much"),
    ],
)


def _in_folder(top: Path, plan: Mapping[str, bytes]) -> Path:
    for path, content in plan.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(content)
    return top


def _load(top: Path) -> Workbook:
    return load(survey(folder_stack(top), NOWHERE), NOWHERE)


def _file(workbook: Workbook, path: str) -> PlanFile:
    (found,) = [file for file in workbook.files if file.path == path]
    return found


def _others(workbook: Workbook, path: str) -> int:
    return sum(file.path != path and not file.faults for file in workbook.files)


@pytest.fixture
def in_time() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < LONGEST_S


@targets
@contents
@pytest.mark.usefixtures("in_time")
def test_hostile_content_in_a_folder_is_told(tmp_path: Path, target: str, content: bytes) -> None:
    workbook = _load(_in_folder(tmp_path, {**PLAN, target: content}))

    assert _file(workbook, target).faults
    assert _others(workbook, target) == len(PLAN) - 1


@contents
@pytest.mark.usefixtures("in_time")
def test_hostile_content_in_memory_is_told(content: bytes) -> None:
    workbook = load(survey(mapping_stack({**PLAN, RECORD: content}), NOWHERE), NOWHERE)

    assert _file(workbook, RECORD).faults
    assert _others(workbook, RECORD) == len(PLAN) - 1


@contents
def test_faults_of_hostile_content_are_few_and_short(content: bytes) -> None:
    reading = read_file(content, Commitment)

    assert len(reading.faults) <= MOST_MISFITS + 3
    assert max(len(fault.message) + len(fault.field) for fault in reading.faults) < 700


@pytest.mark.parametrize(
    "content",
    [SOUND.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + SOUND, SOUND[:-1]],
    ids=["CRLF", "byte order mark", "no last line end"],
)
def test_other_ways_to_write_text_are_sound(content: bytes) -> None:
    workbook = load(survey(mapping_stack({**PLAN, RECORD: content}), NOWHERE), NOWHERE)

    assert _file(workbook, RECORD).faults == ()
    assert workbook.records["NOR-C-7K3Q"].data.title == "a"


def test_key_of_a_megabyte_is_not_repeated_with_each_fault() -> None:
    content = SOUND + b'release_fields = {"' + b"k" * 1_000_000 + b'" = 5}\n'

    (fault,) = read_file(content, Commitment).faults

    assert len(fault.message) + len(fault.field) < 700


def _link_file(at: Path) -> None:
    at.symlink_to("/etc/passwd")


def _link_inside(at: Path) -> None:
    at.symlink_to("../nation.toml")


def _link_folder(at: Path) -> None:
    at.symlink_to("/", target_is_directory=True)


def _link_to_itself(at: Path) -> None:
    at.symlink_to(at.name)


def _pipe(at: Path) -> None:
    os.mkfifo(at)


def _folder(at: Path) -> None:
    (at / "inner.toml").mkdir(parents=True)


def _socket(at: Path) -> None:
    here = os.getcwd()
    os.chdir(at.parent)  # a socket's path is at most a hundred bytes long
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(at.name)
    finally:
        os.chdir(here)


@targets
@pytest.mark.parametrize(
    "make", [_link_file, _link_inside, _link_folder, _link_to_itself, _pipe, _folder, _socket]
)
@pytest.mark.usefixtures("in_time")
def test_what_is_no_file_is_told_and_never_opened(
    tmp_path: Path, target: str, make: Callable[[Path], None]
) -> None:
    _in_folder(tmp_path, PLAN)
    (tmp_path / target).unlink()
    make(tmp_path / target)

    workbook = _load(tmp_path)

    assert [fault.code for fault in _file(workbook, target).faults] == [NOT_A_FILE]
    assert _others(workbook, target) == len(PLAN) - 1


@pytest.mark.parametrize("make", [_link_folder, _link_file, _pipe, _socket])
def test_odd_thing_in_place_of_a_folder_is_told(tmp_path: Path, make: Callable[[Path], None]) -> None:
    _in_folder(tmp_path, PLAN)
    make(tmp_path / "plans/nations/SWE/commitments")

    workbook = _load(tmp_path)

    assert [fault.code for fault in _file(workbook, "plans/nations/SWE/commitments").faults] == [NOT_A_FILE]


def test_plans_that_is_a_link_is_no_workbook(tmp_path: Path) -> None:
    _in_folder(tmp_path / "elsewhere", PLAN)
    (tmp_path / "here").mkdir()
    (tmp_path / "here/plans").symlink_to(tmp_path / "elsewhere/plans")

    with pytest.raises(NoWorkbookError):
        _load(tmp_path / "here")


def test_layers_that_are_a_link_are_not_followed(tmp_path: Path) -> None:
    _in_folder(tmp_path / "elsewhere", PLAN)
    _in_folder(tmp_path / "here", {path: PLAN[path] for path in PLAN if not path.startswith("layers")})
    (tmp_path / "here/layers").symlink_to(tmp_path / "elsewhere/layers")

    assert {file.layer for file in _load(tmp_path / "here").files} == {""}


def test_layer_whose_plans_are_a_link_is_told_and_not_followed(tmp_path: Path) -> None:
    _in_folder(tmp_path, PLAN)
    (tmp_path / "layers/other").mkdir()
    (tmp_path / "layers/other/plans").symlink_to(tmp_path / "layers/nordic/plans")

    found = [file for file in _load(tmp_path).files if file.layer == "other"]

    assert [(file.path, file.faults[0].code) for file in found] == [("layers/other/plans", NOT_A_FILE)]


ODD_IDS = [
    "nor-c-7k3q",
    "NOR-C-7K3Q ",
    "NOR-C-7K3Q\n",
    "NOR-C-7K3I",
    "NOR-C-７K3Q",
    "ＮOR-C-7K3Q",
    "NOR-C-7K3Q\u202e",
    "\x1b[31mred",
    "..",
    "...",
    "-rf",
    "a\nb",
    "SWE-C-7K3Q",
    "NOR-R-7K3Q",
    "é" * 120,
    "",
]


@pytest.mark.parametrize("id", ODD_IDS)
def test_odd_id_in_a_folder_is_told(tmp_path: Path, id: str) -> None:
    path = f"plans/nations/NOR/commitments/{id}.toml"

    workbook = _load(_in_folder(tmp_path, {**PLAN, path: SOUND}))

    assert [fault.code for fault in _file(workbook, path).faults] == [WRONG_PLACE]


@pytest.mark.parametrize("id", [*ODD_IDS, "../../SWE/commitments/SWE-C-7K3Q", "../x", "/etc/passwd", "a\0b"])
def test_odd_id_in_memory_is_told(id: str) -> None:
    path = f"plans/nations/NOR/commitments/{id}.toml"

    workbook = load(survey(mapping_stack({**PLAN, path: SOUND}), NOWHERE), NOWHERE)

    assert [fault.code for fault in _file(workbook, path).faults] == [WRONG_PLACE]


@pytest.mark.parametrize("owner", ["nor", "NORWAY", "ÅÄÖ", "N\u202eR", "N\nR", "-NO", "N0R", "."])
def test_odd_owner_is_told(owner: str) -> None:
    path = f"plans/nations/{owner}/nation.toml"

    workbook = load(survey(mapping_stack({**PLAN, path: b'name = "a"'}), NOWHERE), NOWHERE)

    assert [fault.code for fault in _file(workbook, path).faults] == [WRONG_PLACE]


@pytest.mark.parametrize(
    "name", [b"\xff.toml", b"a\xe9b", b"\xff/x.toml"], ids=["file", "no record", "folder"]
)
def test_name_that_is_not_unicode_is_told_and_can_be_printed(tmp_path: Path, name: bytes) -> None:
    _in_folder(tmp_path, PLAN)
    path = os.path.join(os.fsencode(tmp_path), b"plans/nations/NOR/commitments", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    os.close(os.open(path, os.O_CREAT))

    surveyed = survey(folder_stack(tmp_path), NOWHERE)
    workbook = load(surveyed, NOWHERE)

    (found,) = [file for file in workbook.files if "\\udc" in file.path]
    assert found.faults[0].code == NOT_A_FILE
    assert surveyed.digest


def test_layer_whose_name_is_not_unicode_can_be_printed(tmp_path: Path) -> None:
    _in_folder(tmp_path, PLAN)
    os.rename(tmp_path / "layers/nordic", os.path.join(os.fsencode(tmp_path), b"layers/\xff"))

    surveyed = survey(folder_stack(tmp_path), NOWHERE)
    workbook = load(surveyed, NOWHERE)

    assert surveyed.digest
    assert workbook.records["NOR-S-7K3Q"].layer == "\\udcff"


@pytest.mark.parametrize("name", ["plans", "myplans", "a b", "x\ny", "\x1b[31m", "..."])
def test_layer_may_have_any_name(tmp_path: Path, name: str) -> None:
    own = f"layers/{name}/{RECORD}"
    recorded = own.replace("nations", "recorded")
    layer = {f"layers/{name}/plans/layer.toml": PLAN[LAYER], own: SOUND, recorded: SOUND}
    plan = {path: PLAN[path] for path in PLAN if path != RECORD}

    workbook = _load(_in_folder(tmp_path, {**plan, **layer}))

    assert workbook.records["NOR-C-7K3Q"].path == own


needs_no_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)


@needs_no_root
@targets
def test_file_without_the_right_to_read_is_told(tmp_path: Path, target: str) -> None:
    _in_folder(tmp_path, PLAN)
    (tmp_path / target).chmod(0)

    workbook = _load(tmp_path)

    assert "the right to read" in _file(workbook, target).faults[0].message


@needs_no_root
def test_folder_without_the_right_to_enter_is_told(tmp_path: Path) -> None:
    _in_folder(tmp_path, PLAN)
    folder = tmp_path / "plans/nations/NOR"
    folder.chmod(0)

    workbook = _load(tmp_path)
    folder.chmod(0o700)

    assert _file(workbook, "plans/nations/NOR").faults[0].code == NOT_A_FILE


def _busy(tmp_path: Path, happens: Callable[[], object]) -> Workbook:
    stack = (LayerSource(name="", source=BusySource(FolderSource(_in_folder(tmp_path, PLAN)), happens)),)
    return load(survey(stack, NOWHERE), NOWHERE)


def test_file_that_goes_away_before_it_is_read_is_told(tmp_path: Path) -> None:
    workbook = _busy(tmp_path, (tmp_path / RECORD).unlink)

    (fault,) = _file(workbook, RECORD).faults
    assert (fault.code, "check again" in fault.message) == (NOT_A_FILE, True)
    assert "NOR-C-7K3Q" in workbook.unreadable


def test_file_that_becomes_a_link_before_it_is_read_is_not_followed(tmp_path: Path) -> None:
    def happens() -> None:
        (tmp_path / RECORD).unlink()
        (tmp_path / RECORD).symlink_to("../nation.toml")

    assert _file(_busy(tmp_path, happens), RECORD).faults[0].code == NOT_A_FILE


def test_file_that_becomes_a_pipe_before_it_is_read_does_not_block(tmp_path: Path) -> None:
    def happens() -> None:
        (tmp_path / RECORD).unlink()
        os.mkfifo(tmp_path / RECORD)

    assert _file(_busy(tmp_path, happens), RECORD).faults[0].code == NOT_A_FILE


@pytest.mark.parametrize("size", [SIZE_LIMIT_BYTES + 1, 1 << 33], ids=["a little", "eight gibibytes"])
@pytest.mark.usefixtures("in_time")
def test_file_that_grows_before_it_is_read_is_told(tmp_path: Path, size: int) -> None:
    workbook = _busy(tmp_path, lambda: os.truncate(tmp_path / RECORD, size))

    assert _file(workbook, RECORD).faults[0].code == NOT_A_FILE


def test_workbook_file_that_goes_away_before_it_is_read_is_told(tmp_path: Path) -> None:
    workbook = _busy(tmp_path, (tmp_path / MANIFEST).unlink)

    assert _file(workbook, MANIFEST).faults[0].code == NOT_A_FILE
    assert workbook.settings.members == frozenset()


class _Fleeting:
    """An entry of a folder whose file is gone when it is asked about."""

    name = "fleeting.toml"

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        return False

    def stat(self, *, follow_symlinks: bool) -> os.stat_result:
        raise FileNotFoundError(self.name)


def test_file_that_goes_away_while_listed_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_folder(tmp_path, PLAN)
    real = os.scandir

    class Listing:
        def __init__(self, path: str) -> None:
            self.real = real(path)

        def __enter__(self) -> Iterator[object]:
            return iter([_Fleeting(), *self.real])

        def __exit__(self, *_: object) -> None:
            self.real.close()

    monkeypatch.setattr(os, "scandir", Listing)

    assert {file.path for file in FolderSource(tmp_path).files("plans")} == {
        path for path in PLAN if path.startswith("plans")
    }


def test_place_without_a_workbook_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoWorkbookError, match="workbook init"):
        _load(tmp_path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"x", NOT_TOML),
        (b"<<<<<<< a\nx = 1\n=======\nx = 2\n>>>>>>> b\n", CONFLICT_MARKER),
    ],
)
def test_damage_is_told_at_its_line(content: bytes, code: str) -> None:
    workbook = load(survey(mapping_stack({**PLAN, RECORD: SOUND + content}), NOWHERE), NOWHERE)

    (fault,) = _file(workbook, RECORD).faults
    assert (fault.code, fault.line) == (code, 4)


def test_all_faults_of_a_file_are_told_with_line_and_column() -> None:
    content = (
        b'kind = "gift"\nstatus = 5\nlots = [{lot = "a", byy = 1}, {lot = 2}]\nquantity = 1e99\nnobody = 1\n'
    )

    faults = read_file(content, Commitment).faults

    assert {(fault.code, fault.field, fault.line, fault.column) for fault in faults} == {
        ("WB103", "", 1, 1),
        ("WB104", "kind", 1, 8),
        ("WB104", "status", 2, 10),
        ("WB102", "lots[0].byy", 3, 21),
        ("WB104", "lots[1].lot", 3, 38),
        ("WB111", "quantity", 4, 12),
        ("WB102", "nobody", 5, 1),
    }


def test_file_that_comes_in_pieces_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _in_folder(tmp_path, PLAN)
    real = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: real(handle, min(size, 7)))

    assert FolderSource(tmp_path).read(RECORD) == SOUND


def test_file_that_grew_since_it_was_opened_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_folder(tmp_path, PLAN)
    real = os.fstat

    def grown(handle: int) -> os.stat_result:
        found = real(handle)
        (tmp_path / RECORD).write_bytes(SOUND * 3)
        return found

    monkeypatch.setattr(os, "fstat", grown)

    assert FolderSource(tmp_path).read(RECORD) == SOUND * 3
