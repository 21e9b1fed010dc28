"""The command `analyse`: tables for people, CSV and JSON for programs, nothing that readers may not see."""

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import RECORDS, REQUEST, Bench
from workbook.cli.analysis_forms import tables_text
from workbook.cli.table import table
from workbook.cli.terminal import Terminal, cells
from workbook.desk.analysing.catalogue import ANALYSES
from workbook.desk.analysing.tables import AnalysisTable, Bar, Told
from workbook.desk.listing.columns import Column
from workbook.model.quantity import Quantity

SECRET = "plans/nations/NOR/commitments/NOR-C-8H8H.toml"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def drawn(bar: Bar, *, width: int = 80) -> str:
    columns = (Column("Id", is_fixed=True), Column("Bar", is_fixed=True))
    table = AnalysisTable(title="Bars", columns=columns, rows=[("a", bar)])
    text = tables_text(Told(tables=[table], values={}), Terminal(False, True, width), "All.")
    return text.splitlines()[2].split()[1]


def told_to(audience: str, plan: Bench) -> list[str]:
    return [
        plan.run("analyse", one.name, "--for", audience, "--format", style).stdout
        for one in ANALYSES
        for style in ("table", "json", "csv")
    ]


@pytest.mark.parametrize("name", [analysis.name for analysis in ANALYSES])
@pytest.mark.parametrize("word", ["", "155mm-he", "NOR", "UKR"])
def test_every_analysis_tells_something_of_any_plan_in_every_form(plan: Bench, name: str, word: str) -> None:
    done = [
        plan.run("analyse", name, *([word] if word else []), "--format", style)
        for style in ("table", "json", "csv")
    ]

    assert [one.exit_code for one in done] == [0, 0, 0]
    assert done[0].stdout
    assert json.loads(done[1].stdout)["analysis"] == name


def test_coverage_tells_need_cover_and_what_is_missing(plan: Bench) -> None:
    done = plan.run("analyse", "coverage", "--format", "csv")

    (row,) = rows(done.stdout)
    assert {key: row[key] for key in ("Item", "Need", "Offered", "Agreed", "Missing")} == {
        "Item": "155mm-he",
        "Need": "4000",
        "Offered": "900",
        "Agreed": "0",
        "Missing": "3100",
    }


def test_coverage_of_an_item_shows_its_requests_answers_and_months(plan: Bench) -> None:
    told = plan.run("analyse", "coverage", "155MM-HE").stdout

    assert "UKR-R-11AB" in told
    assert "NOR-C-7K3Q" in told
    assert "2023-03" in told
    assert "▓▓░░░░░░░░" in told


def test_json_is_exact_and_carries_doubt(plan: Bench) -> None:
    plan.write({REQUEST: RECORDS[REQUEST].replace("4000", "{about = 4000}")})

    (item,) = json.loads(plan.run("analyse", "coverage", "155mm-he", "--format", "json").stdout)["items"]

    (balance,) = item["balances"]
    assert balance["need"] == {"from": 4000, "to": 4000, "about": True}
    assert balance["shortfall"]["missing"] == {"from": 3100, "to": 3100, "about": True}
    assert item["cells"][0]["month"] == "2022-09"


def test_what_an_audience_may_not_see_is_taken_away_before_it_is_counted(plan: Bench) -> None:
    hidden = (plan.folder / "plans/nations/NOR/commitments/NOR-C-7K3Q.toml").read_text()
    before = told_to("SWE", plan)
    plan.write({SECRET: hidden.replace("900", "3000") + 'release = "national"\n'})

    after = told_to("SWE", plan)

    assert after == before
    assert "3,900" in plan.run("analyse", "coverage").stdout


def test_audience_that_nobody_knows_is_refused(plan: Bench) -> None:
    done = plan.run("analyse", "coverage", "--for", "nobody")

    assert (done.exit_code, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["covrage"], "'covrage' is no analysis: did you mean coverage?"),
        (
            ["coverage", "155mm-eh"],
            "'155mm-eh' is no item, nation or capability of this plan: did you mean 155mm-he?",
        ),
    ],
)
def test_wrong_word_is_one_sentence_that_says_what_is_near(
    plan: Bench, words: list[str], sentence: str
) -> None:
    done = plan.run("analyse", *words)

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"workbook: {sentence}\n")


def test_long_word_is_not_repeated_whole(plan: Bench) -> None:
    done = plan.run("analyse", "coverage", "x" * 5_000)

    assert (done.exit_code, len(done.stderr) < 200) == (2, True)


def test_plan_without_requests_says_so(plan: Bench) -> None:
    (plan.folder / REQUEST).unlink()
    (plan.folder / "plans/recorded/SWE/requests/SWE-R-22CD.toml").unlink()

    assert plan.run("analyse", "coverage").stdout.startswith("Nothing is asked for here.")


def test_bar_shows_a_part_that_is_there_and_is_never_full_before_all_is() -> None:
    number = Quantity.parse(1000).low
    tiny, almost = Quantity.parse(1).low, Quantity.parse(999).low

    assert drawn(Bar(parts=(tiny, tiny), whole=number)) == "█▓░░░░░░░░"
    assert drawn(Bar(parts=(almost,), whole=number)) == "█████████░"
    assert drawn(Bar(parts=(number,), whole=number)) == "██████████"
    assert drawn(Bar(parts=(number, number), whole=tiny)) == "██████████"
    assert drawn(Bar(parts=(almost,), whole=number, is_open=True)) == "█████████?"
    assert cells(drawn(Bar(parts=(almost,), whole=number), width=160)) == 20


def test_no_line_is_wider_than_the_screen(plan: Bench) -> None:
    done = plan.start("--today", "2022-09-28", "analyse", "coverage", FORCE_COLOR="1", COLUMNS="72")

    plain = re.sub("\x1b\\[[0-9;]*m", "", done.stdout.decode())
    assert "No room for" in plain
    assert max(map(cells, plain.splitlines())) <= 72


def test_narrow_screen_shows_figures_before_the_picture_of_them() -> None:
    columns = [
        Column("Stock"),
        Column("Held", is_number=True),
        Column("Minimum", is_number=True),
        Column("Months", is_drawn=True),
    ]
    rows = [["NOR-S-86FN", "3,000", "4,000", "▅" * 12]]

    wide, narrow = (table(columns, rows, Terminal(False, True, width)) for width in (40, 39))

    assert wide.left_out == []
    assert narrow.left_out == ["Months"]


def test_no_color_is_respected(plan: Bench) -> None:
    done = plan.start("analyse", "coverage", NO_COLOR="1", FORCE_COLOR="1")

    assert b"\x1b" not in done.stdout


def test_analyse_loads_neither_screens_nor_templates(plan: Bench) -> None:
    assert not plan.loads("analyse", "coverage") & {"textual", "git", "jinja2"}


def test_help_of_the_command_lists_every_analysis(plan: Bench) -> None:
    told = plan.run("analyse", "--help").stdout

    assert [one.name for one in ANALYSES if one.name not in told] == []


def test_every_analysis_has_its_module() -> None:
    folder = Path(__file__).parents[2] / "workbook/desk/analysing"

    assert [one.name for one in ANALYSES if not (folder / f"{one.name}.py").exists()] == []
