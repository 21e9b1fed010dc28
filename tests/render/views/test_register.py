"""The register: every record that is released, once, in the table of its kind."""

from tests.render.coalition import RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import texts
from workbook.model.kind import LETTERS, Kind
from workbook.render.blocks import Table
from workbook.render.page import Section
from workbook.render.views.ledgers import LEDGERS

GIFT = "plans/nations/NOR/commitments/NOR-C-7K3Q.toml"


def _rows(section: Section) -> list[str]:
    inner = [row for part in section.sections for row in _rows(part)]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return inner + [row.cells[0] for block in tables for row in block.rows]


def test_every_record_of_its_kinds_stands_in_it_once(draw: Draw) -> None:
    letters = {LETTERS[ledger.kind] for ledger in LEDGERS}
    wanted = [
        path.rpartition("/")[2].removesuffix(".toml")
        for path in RICH
        if path.rpartition("/")[2].removesuffix(".toml").split("-")[-2:-1] != []
    ]
    wanted = [id for id in wanted if id.split("-")[-2] in letters]

    paper = draw("register", audience="members")

    found = [id for ledger in LEDGERS for id in _rows(paper.part[ledger.kind.value])]
    assert sorted(found) == sorted(wanted)


def test_a_commitment_tells_its_figures(draw: Draw) -> None:
    assert texts(draw("register"), Kind.COMMITMENT.value)[0] == (
        "NOR-C-7K3Q | Norway | Shells from Norway (155 mm high-explosive shell) | 3,000 | USD 9 million | "
        "Ukraine | committed | January 2023 | "
    )


def test_what_was_withdrawn_is_kept_and_marked(draw: Draw) -> None:
    retired = {GIFT: RICH[GIFT].replace("lots", 'retired = {on = 2022-09-01, reason = "Gone."}\nlots', 1)}

    (row, *_) = texts(draw("register", retired), Kind.COMMITMENT.value)

    assert row.endswith("withdrawn 1 September 2022")


def test_a_long_table_is_split_by_nation(draw: Draw) -> None:
    many = {f"plans/nations/NOR/commitments/NOR-C-{number:04}.toml": RICH[GIFT] for number in range(130)}

    paper = draw("register", many)
    part = paper.part[Kind.COMMITMENT.value]

    assert [one.heading for one in part.sections] == ["Norway", "United States"]
    assert texts(paper, "commitment-Norway")[0].startswith("NOR-C-0000 | Shells from Norway")


def test_what_a_nation_owns_comes_first_in_its_own_register(draw: Draw) -> None:
    many = {f"plans/nations/NOR/commitments/NOR-C-{number:04}.toml": RICH[GIFT] for number in range(130)}

    paper = draw("register", many, audience="USA")

    sections = paper.part[Kind.COMMITMENT.value].sections
    assert [one.heading for one in sections] == ["United States", "Norway"]
    assert paper.short[0].text.endswith("the records of the United States come first.")
    assert texts(paper, "glance")[0].split(" | ")[:3] == ["Commitments", "133", "1"]


def test_what_is_invented_throughout_is_said_once(draw: Draw) -> None:
    invented = {path: "illustrative = true\n" + RICH[path] for path in RICH if "/stocks/" in path}

    part = draw("register", invented).part[Kind.STOCK.value]

    assert part.facts == "All of it is illustrative: invented for practice."
    assert "illustrative" not in str(part.blocks)


def test_of_a_plan_invented_throughout_no_table_says_so_again(draw: Draw) -> None:
    plain = {path: text.replace("illustrative = true\n", "") for path, text in RICH.items()}
    records = [path for path in plain if not path.endswith("workbook.toml")]

    paper = draw("register", {path: f"illustrative = true\n{plain[path]}" for path in records})

    part = paper.part[Kind.STOCK.value]
    assert part.facts == ""
    assert "illustrative" not in str(part.blocks)


def test_a_plan_without_records_says_so(draw: Draw) -> None:
    gone = {path: "" for path in RICH if "/nations/" in path or "/meetings/" in path or "/recorded/" in path}
    kept = {path: RICH[path] for path in gone if path.endswith("nation.toml")}

    paper = draw("register", {**gone, **kept})

    assert paper.short[0].text.startswith("Nothing of what the register holds is released")


def test_a_fund_tells_which_part_is_for_whom(draw: Draw) -> None:
    (row,) = texts(draw("register"), "fund")

    assert "three quarters for Ukraine and a quarter for" in row
