"""What `show` tells of a record, and how it finds the one that is meant."""

import csv
import io
import json

import pytest

from .conftest import COMMITMENT, Bench


def test_record_is_told_in_words_with_labels(plan: Bench) -> None:
    done = plan.run("show", "NOR-C-7K3Q")

    lines = [line.split("  ") for line in done.stdout.splitlines()]
    told = {parts[1].strip(): parts[-1].strip() for parts in lines if len(parts) > 2 and not parts[0]}
    assert done.exit_code == 0
    assert done.stdout.startswith("NOR-C-7K3Q  commitment  Winter shells\n")
    assert told["Item"] == "155mm-he (155 mm high-explosive shell)"
    assert told["Quantity"] == "about 900 each"
    assert told["Lots"] == "a (by 2023-Q1, quantity 900)"
    assert told["File"] == COMMITMENT
    assert told["Owner"] == "NOR (Norway)"
    assert told["Lies in"] == "the shared layer, which all members can read (6 in the group members)"


def test_record_tells_who_names_it(plan: Bench) -> None:
    done = plan.run("show", "UKR-R-11AB")

    assert "Named by\n  NOR-C-7K3Q  commitment, meets[0].request: Winter shells\n" in done.stdout


def test_record_tells_its_findings(plan: Bench) -> None:
    plan.write({COMMITMENT: 'title = "x"\nkind = "donation"\nstatus = "pleged"\n'})

    done = plan.run("show", "NOR-C-7K3Q")

    assert done.exit_code == 0
    assert "unreadable" in done.stdout
    assert f"{COMMITMENT}:3:10 WB104 error" in done.stdout


@pytest.mark.parametrize("word", ["nor-c-7k3q", COMMITMENT, f"./{COMMITMENT}", "NOR-C-7K3Q:quantity"])
def test_record_is_found_by_any_case_path_or_field(plan: Bench, word: str) -> None:
    assert plan.run("show", word).stdout == plan.run("show", "NOR-C-7K3Q").stdout


def test_unknown_id_names_the_near_one(plan: Bench) -> None:
    done = plan.run("show", "NOR-C-7K3O")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "workbook: No record is called 'NOR-C-7K3O': did you mean NOR-C-7K3Q?\n"


def test_unconfirmed_retired_and_illustrative_are_told_first(plan: Bench) -> None:
    plan.write(
        {
            "plans/recorded/SWE/requests/SWE-R-22CD.toml": (
                'title = "Barrels"\nillustrative = true\nretired = {on = 2022-09-01, reason = "Twice."}\n'
            )
        }
    )

    done = plan.run("show", "SWE-R-22CD")

    assert done.stdout.splitlines()[1:4] == [
        "unconfirmed: noted by the secretariat for SWE",
        "retired since 2022-09-01: Twice.",
        "illustrative: invented for demonstration",
    ]


def test_record_of_an_overlay_tells_who_can_read_it(plan: Bench) -> None:
    plan.write(
        {
            "layers/nordic/plans/layer.toml": 'name = "nordic"\nreaders = ["NOR", "SWE"]\n',
            "layers/nordic/plans/nations/NOR/stocks/NOR-S-5H1M.toml": 'item = "155mm-he"\nholding = 12000\n',
        }
    )

    done = plan.run("show", "NOR-S-5H1M")

    assert "layer nordic, which NOR and SWE can read" in done.stdout
    assert "12,000 each" in done.stdout


def test_json_tells_record_naming_and_findings(plan: Bench) -> None:
    done = plan.run("show", "UKR-R-11AB", "--format", "json")

    told = json.loads(done.stdout)
    assert sorted(told) == ["findings", "format", "id", "kind", "layer_readers", "named_by", "path", "record"]
    assert told["layer_readers"] == "members"
    assert told["record"]["fields"]["quantity"] == 4000
    assert told["named_by"] == [{"id": "NOR-C-7K3Q", "kind": "commitment", "field": "meets[0].request"}]


def test_csv_is_the_row_of_the_list(plan: Bench) -> None:
    done = plan.run("show", "UKR-R-11AB", "--format", "csv")

    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row == next(csv.DictReader(io.StringIO(plan.run("list", "request", "--format", "csv").stdout)))


@pytest.mark.parametrize("style", ["table", "json", "csv"])
def test_hostile_text_never_reaches_the_terminal(plan: Bench, style: str) -> None:
    hostile = "\\u001B[2J\\u202E\\u009B31m"
    text = f'title = "{hostile}"\nnotes = "{hostile} NOR-C-7K3Q"\ntags = ["{hostile}"]\n'
    plan.write({"plans/nations/NOR/requests/NOR-R-11AB.toml": text})

    told = plan.run("show", "NOR-R-11AB", "--format", style).stdout + plan.run("show", "NOR-C-7K3Q").stdout

    assert [letter for letter in told if not letter.isprintable() and letter != "\n"] == []


def test_show_as_of_a_revision_shows_what_was_said_then(plan: Bench) -> None:
    plan.write({COMMITMENT: 'title = "Other"\nkind = "donation"\nstatus = "pledged"\n'})

    done = plan.run("show", "NOR-C-7K3Q", "--at", "HEAD")

    assert "Winter shells" in done.stdout
