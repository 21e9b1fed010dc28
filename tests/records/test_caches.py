"""With a cache the answer is the answer without: whatever became of the cache.

And no more is read than has to be.
"""

import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes import CountingSource
from tests.strategies import law_of_each
from workbook.check.examples import COALITION
from workbook.model.kind import Kind
from workbook.model.readers import PUBLIC, Scope
from workbook.records import cache as cache_module
from workbook.records import index as index_module
from workbook.records.cache import CacheFolder
from workbook.records.folder import FolderSource
from workbook.records.index import Index, Known, line_of
from workbook.records.layers import LayerSource, mapping_stack
from workbook.records.loader import load, load_since
from workbook.records.source import Source, blob_id
from workbook.records.store import Store, Stored
from workbook.records.survey import DiskSurvey, survey
from workbook.records.workbook import Workbook

NOWHERE = CacheFolder(None)
RECORD = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"
GIFT = 'title = "a"\nkind = "donation"\nstatus = "pledged"\nquantity = 400\n'
PLAN: Mapping[str, str] = {
    **COALITION,
    RECORD: GIFT,
    "plans/nations/NOR/requests/NOR-R-7K3Q.toml": 'title = "a"\nquantity = "many"\nnotes = "NOR-C-7K3Q"\n',
    "plans/nations/NOR/stocks/NOR-S-7K3Q.toml": "item = ",
    "plans/nations/NOR/commitments/NOR-C-1111.toml": GIFT + 'release = ["public"]\n',
    "plans/nations/NOR/commitments/NOR-C-2222.toml": GIFT
    + 'amended = [{on = "2022", field = "x", was = 2022-10-01}, {on = "2022", field = "x", was = 1.50}]\n',
    "plans/nations/NOR/commitments/NOR-C-3333.toml": GIFT
    + 'amended = [{on = 2022-09-01, field = "x", was = 99999999999999999999999999}]\n',
    "plans/meetings/m1/meeting.toml": 'title = "a"\ndate = "2022-Q4"\nstart = 2022-09-28T09:00:00+02:00\n',
    "plans/nations/NOR/reviews/NOR-V-7K3Q.toml": 'proposal = "SWE-P-7K3Q"\nverdict = "approve"\n'
    "on = 0001-01-01T00:00:00+23:59\n",
}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """The plan in a folder, its files older than the grain of any clock."""
    return _written(tmp_path / "plan", PLAN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def _coarse_clock_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files of this very moment count as old, by saying that the index was written later."""
    real = index_module.now_ns
    monkeypatch.setattr("workbook.records.survey.now_ns", lambda: real() + 10_000_000_000)


def _written(top: Path, plan: Mapping[str, str]) -> Path:
    for path, text in plan.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text, encoding="utf-8")
    return top


def _load(source: Source, cache: CacheFolder) -> Workbook:
    return load(survey((LayerSource(name="", source=source),), cache), cache)


def _read(top: Path, cache: CacheFolder) -> list[str]:
    source = CountingSource(FolderSource(top))
    _load(source, cache)
    return source.read_paths


def _seen(workbook: Workbook) -> object:
    """Say all of a plan, field by field."""
    settings = workbook.settings
    return (
        (repr(settings.manifest), sorted(settings.nations), settings.digest),
        {layer: repr(readers) for layer, readers in settings.layers.items()},
        [(file.path, file.id, file.kind, file.faults, file.references) for file in workbook.files],
        [(one.id, one.path, one.owner, one.blob, repr(one.data)) for one in workbook],
        sorted(workbook.outdone),
    )


def _fresh(top: Path) -> object:
    return _seen(_load(FolderSource(top), NOWHERE))


def test_cached_plan_is_the_fresh_plan(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))

    assert _seen(_load(FolderSource(top), CacheFolder(folder))) == _fresh(top)


def test_plan_from_the_cache_needs_nothing_that_reads_toml(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    again = """
import sys
from pathlib import Path
from workbook.records.cache import CacheFolder
from workbook.records.folder import FolderSource
from workbook.records.layers import LayerSource
from workbook.records.loader import load, load_since
from workbook.records.survey import survey
cache = CacheFolder(Path(sys.argv[2]))
print(load(survey((LayerSource(name="", source=FolderSource(Path(sys.argv[1]))),), cache), cache).settings)
print("tomli" in sys.modules)
"""

    done = subprocess.run([sys.executable, "-c", again, top, folder], capture_output=True, check=True)

    assert done.stdout.splitlines()[-1] == b"False"


def test_nations_that_are_called_public_stay_nations_in_the_cache(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))

    release = _load(FolderSource(top), CacheFolder(folder)).records["NOR-C-1111"].data.release

    assert (release.scope, release == PUBLIC) == (Scope.NATIONS, False)


def test_moment_keeps_its_zone_in_the_cache(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))

    start = _load(FolderSource(top), CacheFolder(folder)).records["m1"].data.start

    assert start.isoformat() == "2022-09-28T09:00:00+02:00"


def test_nothing_is_read_where_nothing_changed(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))

    assert _read(top, CacheFolder(folder)) == []


def test_only_the_changed_file_is_read(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    (top / RECORD).write_text(GIFT + "# changed\n")

    assert _read(top, CacheFolder(folder)) == [RECORD]
    assert _read(top, CacheFolder(folder)) == []


def test_survey_of_an_unchanged_plan_knows_every_file(top: Path, folder: Path) -> None:
    cache = CacheFolder(folder)
    first = survey((LayerSource(name="", source=FolderSource(top)),), cache)
    load(first, cache)

    again = survey((LayerSource(name="", source=FolderSource(top)),), cache)

    assert again.is_complete
    assert again.digest == first.digest


def test_same_size_and_time_do_not_hide_a_change(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    before = (top / RECORD).stat()
    (top / RECORD).write_text(GIFT.replace("400", "900"))
    os.utime(top / RECORD, ns=(before.st_atime_ns, before.st_mtime_ns))

    workbook = _load(FolderSource(top), CacheFolder(folder))

    assert str(workbook.records["NOR-C-7K3Q"].data.quantity) == "900"


def test_file_in_the_place_of_another_is_read(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    (top / "new").write_text(GIFT.replace("400", "900"))
    os.replace(top / "new", top / RECORD)

    workbook = _load(FolderSource(top), CacheFolder(folder))

    assert str(workbook.records["NOR-C-7K3Q"].data.quantity) == "900"


def _known_id(top: Path, folder: Path) -> str:
    """Give what an index tells of a record as it lies there now."""
    cache = CacheFolder(folder)
    again = survey((LayerSource(name="", source=FolderSource(top)),), cache)
    assert isinstance(again, DiskSurvey)
    return again.known_id(RECORD, (top / RECORD).stat())


def test_bytes_of_a_file_are_known_by_its_stamp(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))

    assert _known_id(top, folder) == blob_id(GIFT.encode())


def test_bytes_of_a_file_that_changed_are_not_known(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    before = (top / RECORD).stat()
    (top / RECORD).write_text(GIFT.replace("400", "900"))
    os.utime(top / RECORD, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert _known_id(top, folder) == ""


def test_bytes_of_a_file_as_young_as_the_index_are_not_known(
    top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook.records.survey.now_ns", index_module.now_ns)
    _load(FolderSource(top), CacheFolder(folder))

    assert _known_id(top, folder) == ""


def test_file_as_young_as_the_index_is_read_again(
    top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbook.records.survey.now_ns", index_module.now_ns)
    _load(FolderSource(top), CacheFolder(folder))

    assert RECORD in _read(top, CacheFolder(folder))


def _indexed(folder: Path, stamp: str, *, seen_ns: int = 10**10) -> Index:
    """Give an index of one file that was looked at when it had this stamp."""
    Index(CacheFolder(folder)).replace({"a": Known(stamp, "b" * 40)}, seen_ns=seen_ns)
    return Index(CacheFolder(folder))


def test_young_file_is_trusted_once_the_index_is_older_than_its_grain(folder: Path) -> None:
    stamp = "10 5000000000 5000000000 1"

    young = _indexed(folder, stamp, seen_ns=6_000_000_000)
    aged = _indexed(folder, stamp, seen_ns=7_000_000_001)

    assert line_of("a", stamp) not in young.lines
    assert line_of("a", stamp) in aged.lines


@pytest.mark.parametrize("other", ["11 20 30 40", "10 21 30 40", "10 20 31 40", "10 20 30 41"])
def test_any_difference_in_a_stamp_is_a_change(folder: Path, other: str) -> None:
    index = _indexed(folder, "10 20 30 40")

    assert line_of("a", other) not in index.lines
    assert line_of("a", "10 20 30 40") in index.lines


@pytest.mark.parametrize("when_ns", [1 << 63, 253_402_300_800 * 10**9, -1], ids=["2262", "10000", "1969"])
def test_file_from_a_far_time_does_no_harm(folder: Path, when_ns: int) -> None:
    index = Index(CacheFolder(folder))

    index.replace({"far": Known(f"1 {when_ns} 1 1", "a"), "near": Known("1 1 1 1", "b")}, seen_ns=10**10)

    assert line_of("near", "1 1 1 1") in Index(CacheFolder(folder)).lines


def test_changes_of_another_base_are_not_believed(folder: Path) -> None:
    index = _indexed(folder, "10 20 30 40")
    index.note({"a": Known("11 21 31 41", "c" * 40)}, seen_ns=10**10)

    other = Index(CacheFolder(folder))
    other.replace({"x": Known("10 20 30 40", "d" * 40)}, seen_ns=10**10)

    assert index.changes == {}
    assert other.changes == {"a": Known("11 21 31 41", "c" * 40)}
    assert Index(CacheFolder(folder)).changes == {}


def test_look_at_a_commit_leaves_the_index_of_the_folder(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    cache = CacheFolder(folder)

    load(survey(mapping_stack(COALITION), cache), cache)

    assert _read(top, CacheFolder(folder)) == []


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


@law_of_each
@given(drawn=st.data())
def test_damaged_cache_changes_no_answer(
    tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject
) -> None:
    base = tmp_path_factory.mktemp("damaged")
    top, folder = _written(base / "plan", PLAN), base / "cache"
    _load(FolderSource(top), CacheFolder(folder))
    for path in _files(folder):
        content = bytearray(path.read_bytes())
        # Stamps of files make a cache longer or shorter from run to run, so a share of it is drawn.
        at = drawn.draw(st.integers(0, 999)) * len(content) // 1_000
        content[at] ^= drawn.draw(st.integers(1, 255))
        is_cut = drawn.draw(st.booleans())
        path.write_bytes(content[:at] or content if is_cut else content)

    assert _seen(_load(FolderSource(top), CacheFolder(folder))) == _fresh(top)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc1",
        msgspec.msgpack.encode({"a": 1}),
        msgspec.msgpack.encode(("a", [RECORD], [], {})),
        msgspec.msgpack.encode(("", {RECORD: ("1 2 3 4", "b" * 40, None)})),
        msgspec.msgpack.encode({"0" * 40 + "commitment": ((), (), 5)}),
        msgspec.msgpack.encode([[]] * 1000),
    ],
)
def test_foreign_content_with_a_sound_checksum_changes_no_answer(
    top: Path, folder: Path, payload: bytes
) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    for path in _files(folder):
        CacheFolder(folder).write(path.name, payload)

    assert _seen(_load(FolderSource(top), CacheFolder(folder))) == _fresh(top)


def test_cache_of_another_program_is_not_believed(
    top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    monkeypatch.setattr(cache_module, "_program", lambda: b"another program\n")

    assert RECORD in _read(top, CacheFolder(folder))


def test_program_is_another_once_one_of_its_files_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "workbook/records/cache.py"
    program.parent.mkdir(parents=True)
    program.write_text("")
    monkeypatch.setattr(cache_module, "__file__", str(program))
    before = cache_module._program.__wrapped__()

    program.write_text("# changed\n")

    assert cache_module._program.__wrapped__() != before


def _file_in_its_place(folder: Path) -> None:
    folder.write_text("")


def _link_to_nowhere(folder: Path) -> None:
    folder.symlink_to("nowhere/at/all")


def _folders_in_place_of_files(folder: Path) -> None:
    for name in ("index", "store-0", "store-a", "store-f"):
        (folder / name).mkdir(parents=True)


@pytest.mark.parametrize("spoil", [_file_in_its_place, _link_to_nowhere, _folders_in_place_of_files])
def test_cache_that_cannot_be_kept_changes_no_answer(
    top: Path, folder: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder)
    _load(FolderSource(top), CacheFolder(folder))

    assert _seen(_load(FolderSource(top), CacheFolder(folder))) == _fresh(top)


def test_pipe_in_the_cache_is_not_waited_for(folder: Path) -> None:
    folder.mkdir()
    os.mkfifo(folder / "index")

    assert CacheFolder(folder).read("index") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_cache_changes_no_answer(top: Path, folder: Path) -> None:
    folder.mkdir(mode=0o500)

    assert _seen(_load(FolderSource(top), CacheFolder(folder))) == _fresh(top)


def test_cache_that_is_deleted_while_in_use_changes_no_answer(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    cache = CacheFolder(folder)
    surveyed = survey((LayerSource(name="", source=FolderSource(top)),), cache)
    shutil.rmtree(folder)

    assert _seen(load(surveyed, cache)) == _fresh(top)


def _in_child(work: Callable[[], object]) -> int:
    """Do some work in a forked process; give its exit code, 0 where the work gave no false value."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = int(not work())
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_full_disk_changes_no_answer_and_leaves_no_rest(top: Path, folder: Path) -> None:
    fresh = _fresh(top)

    def work() -> bool:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        return _seen(_load(FolderSource(top), CacheFolder(folder))) == fresh

    assert _in_child(work) == 0
    assert list(folder.iterdir()) == []


def test_two_that_write_at_once_change_no_answer(top: Path, folder: Path) -> None:
    fresh = _fresh(top)

    def work() -> bool:
        return all(_seen(_load(FolderSource(top), CacheFolder(folder))) == fresh for _ in range(10))

    def other() -> bool:
        return all(_rewritten(folder) for _ in range(10)) and work()

    first = os.fork()
    if not first:
        os._exit(int(not other()))
    assert _in_child(work) == 0
    assert os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]) == 0


def _rewritten(folder: Path) -> bool:
    store = Store(CacheFolder(folder))
    for number in range(64):
        store.put(blob_id(b"%d" % number), Kind.STOCK, Stored((), (), b"null"))
    store.save()
    return True


def test_cache_is_for_its_owner_alone(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_cache_leaves_no_other_files(top: Path, folder: Path) -> None:
    _load(FolderSource(top), CacheFolder(folder))

    assert {path.name.partition("-")[0] for path in folder.iterdir()} == {"index", "plan", "store"}


def _versions(top: Path, count: int) -> Iterator[Path]:
    for number in range(count):
        (top / RECORD).write_text(f"{GIFT}# {number}\n")
        yield top


def test_what_was_asked_for_first_is_found_in_one_small_file(
    top: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(FolderSource(top), CacheFolder(folder))
    stack = (LayerSource(name="", source=FolderSource(top)),)
    first = load_since(survey(stack, CacheFolder(folder)), CacheFolder(folder))
    told = repr([one.data for one in first.workbook])
    first.store.keep_front()
    opened, read = list[str](), CacheFolder.read

    def noting(cache: CacheFolder, name: str) -> memoryview | None:
        opened.append(name)
        return read(cache, name)

    monkeypatch.setattr(CacheFolder, "read", noting)
    again = load_since(survey(stack, CacheFolder(folder)), CacheFolder(folder))

    assert repr([one.data for one in again.workbook]) == told
    assert [name for name in opened if name.startswith("store")] == ["store-front"]


def test_store_does_not_grow_for_ever(top: Path, folder: Path) -> None:
    store = folder / "store-0"
    blobs = (f"0{number:039x}" for number in range(1_000))
    for blob in blobs:
        one = Store(CacheFolder(folder))
        one.put(blob, Kind.STOCK, Stored((), (), b"null"))
        one.save()

    assert store.stat().st_size < 10_000


def test_store_keeps_what_was_used_last(folder: Path) -> None:
    for number in range(200):
        store = Store(CacheFolder(folder))
        store.put(f"0{number:039x}", Kind.STOCK, Stored((), (), b"null"))
        store.save()

    store = Store(CacheFolder(folder))
    kept = [number for number in range(200) if store.get(f"0{number:039x}", Kind.STOCK)]

    assert kept == list(range(136, 200))


def test_thousand_edits_leave_a_small_cache(top: Path, folder: Path) -> None:
    sizes = []
    for edited in _versions(top, 60):
        _load(FolderSource(edited), CacheFolder(folder))
        sizes.append(sum(path.stat().st_size for path in folder.iterdir()))

    assert sizes[-1] < sizes[0] + 60 * 700


@pytest.mark.parametrize("kind", [Kind.STOCK, Kind.REQUEST])
def test_store_tells_kinds_of_the_same_bytes_apart(folder: Path, kind: Kind) -> None:
    store = Store(CacheFolder(folder))
    store.put("0" * 40, Kind.COMMITMENT, Stored((), (), b"null"))
    store.save()

    assert Store(CacheFolder(folder)).get("0" * 40, kind) is None


def test_no_cache_is_pickled() -> None:
    program = Path(cache_module.__file__).parent.parent
    importing = [path for path in program.rglob("*.py") if "pickle" in path.read_text(encoding="utf-8")]

    assert importing == []
