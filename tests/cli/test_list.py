"""What `list` shows, in which forms, and how it refuses what it cannot mean."""

import csv
import io
import json

import pytest

from .conftest import Bench

SHELLS = "NOR-C-7K3Q"


def test_table_shows_id_fields_owner_and_count(plan: Bench) -> None:
    done = plan.run("list", "commitments")

    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Id          Title          Item            Quantity  Status     Due              Value  To   Owner",
        "NOR-C-7K3Q  Winter shells  155mm-he  about 900 each  committed  2023-Q1  1,500,000 EUR  UKR  NOR",
        "1 commitment.",
    ]


@pytest.mark.parametrize("word", ["request", "requests", "REQUESTS"])
def test_kind_is_singular_or_plural_in_any_case(plan: Bench, word: str) -> None:
    assert plan.run("list", word).stdout.endswith("2 requests.\n")


def test_unconfirmed_record_is_marked_and_the_mark_explained(plan: Bench) -> None:
    done = plan.run("list", "requests", "unconfirmed=yes")

    assert done.stdout.splitlines()[1].endswith("SWE    ?")
    assert done.stdout.splitlines()[2].startswith("Marks: ? not confirmed by its nation")


def test_filters_narrow_the_list_and_the_count_says_so(plan: Bench) -> None:
    done = plan.run("list", "request", "need_by<2023-04", "item=155mm-he")

    assert "UKR-R-11AB" in done.stdout
    assert done.stdout.endswith("1 of 2 requests.\n")


def test_kind_without_records_is_no_failure(plan: Bench) -> None:
    done = plan.run("list", "funds")

    assert (done.exit_code, done.stdout) == (0, "This plan has no funds.\n")


def test_value_that_names_no_record_gets_advice(plan: Bench) -> None:
    done = plan.run("list", "request", "item=155mm-h")

    assert done.exit_code == 0
    assert done.stderr == "workbook: No record is called '155mm-h': did you mean 155mm-he?\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["comitment"], "'comitment' is no kind of record: did you mean commitment?"),
        (["request", "needby<2023"], "A request has no field 'needby': did you mean need_by?"),
        (
            ["supplier", "xyzzy=1"],
            "A supplier has no field 'xyzzy': its fields are sources, notes, tags, release, release_fields, "
            "illustrative, retired, acknowledged, name, nation, id, owner, layer, path, meeting, "
            "unconfirmed.",
        ),
        (["commitment", "party=UKR"], "A commitment has no field 'party': did you mean to.party?"),
        (
            ["commitment", "status=comited"],
            "status cannot be compared with 'comited': did you mean committed?",
        ),
        (
            ["commitment", "status<committed"],
            "status has no order, so < means nothing for it: use =, != or ~.",
        ),
    ],
)
def test_wrong_use_is_one_sentence_that_says_what_is_near(
    plan: Bench, words: list[str], sentence: str
) -> None:
    done = plan.run("list", *words)

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"workbook: {sentence}\n")


def test_json_holds_fields_in_the_forms_of_the_files(plan: Bench) -> None:
    done = plan.run("list", "commitment", "--format", "json")

    told = json.loads(done.stdout)
    (record,) = told["records"]
    fields = record["fields"]
    assert {key: told[key] for key in ("format", "kind", "total", "count")} == {
        "format": 1,
        "kind": "commitment",
        "total": 1,
        "count": 1,
    }
    assert (record["id"], record["owner"], record["layer"], record["unconfirmed"]) == (
        SHELLS,
        "NOR",
        "",
        False,
    )
    assert fields["quantity"] == {"about": 900}
    assert fields["value"] == {"amount": 1500000, "currency": "EUR"}
    assert fields["made_on"] == "2022-09-20"
    assert fields["lots"] == [{"lot": "a", "by": "2023-Q1", "quantity": 900}]


def test_json_tells_a_default_that_means_something(plan: Bench) -> None:
    done = plan.run("list", "request", "id=UKR-R-11AB", "--format", "json")

    assert json.loads(done.stdout)["records"][0]["fields"]["status"] == "open"


def test_one_text_without_end_makes_no_other_row_long(plan: Bench) -> None:
    long = "x" * 100_000
    plan.write({"plans/nations/NOR/requests/NOR-R-11AB.toml": f'title = "{long}"\n'})

    done = plan.run("list", "request")

    lengths = sorted(len(line) for line in done.stdout.splitlines())
    assert long in done.stdout
    assert lengths[-2] < 400


def test_csv_has_a_column_for_every_field(plan: Bench) -> None:
    done = plan.run("list", "request", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["id"] for row in rows] == ["UKR-R-11AB", "SWE-R-22CD"]
    assert rows[0]["quantity"] == "4000"
    assert rows[1]["quantity"] == "unknown"
    assert {"substitutes", "raised_at", "sources"} <= set(rows[0])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t=", "＝"])
def test_csv_cell_is_never_a_formula(plan: Bench, start: str) -> None:
    plan.write({"plans/nations/NOR/requests/NOR-R-11AB.toml": f'title = "{start}1+1"\n'})

    done = plan.run("list", "request", "id=NOR-R-11AB", "--format", "csv")

    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert row["title"].lstrip("'") != row["title"]


@pytest.mark.parametrize("style", ["table", "json", "csv"])
def test_hostile_text_never_reaches_the_terminal(plan: Bench, style: str) -> None:
    hostile = "\\u001B]8;;http://x\\u0007click\\u202E\\u200B\\u009B31m\\uFEFF\\U000E0041"
    plan.write({"plans/nations/NOR/requests/NOR-R-11AB.toml": f'title = "{hostile}"\n'})

    done = plan.run("list", "request", "--format", style)

    assert [letter for letter in done.stdout if not letter.isprintable() and letter != "\n"] == []


def test_json_loses_nothing_of_a_hostile_text(plan: Bench) -> None:
    plan.write({"plans/nations/NOR/requests/NOR-R-11AB.toml": 'title = "\\u009B\\u202E\\U000E0041"\n'})

    done = plan.run("list", "request", "id=NOR-R-11AB", "--format", "json")

    assert json.loads(done.stdout)["records"][0]["fields"]["title"] == "\x9b\u202e\U000e0041"


def test_list_as_of_a_day_shows_what_was_then(plan: Bench) -> None:
    plan.commit({"plans/nations/NOR/funds/NOR-F-2B9C.toml": ""}, at="2022-10-05T12:00:00Z")

    then = plan.run("list", "fund", "--at", "2022-10-01")
    later = plan.run("list", "commitment", "--at", "2022-10-01")

    assert then.stdout == "This plan has no funds.\n"
    assert SHELLS in later.stdout


@pytest.mark.parametrize("width", ["40", "60", "70", "80"])
def test_table_fits_the_screen_or_says_what_it_leaves_out(
    plan: Bench, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", width)

    done = plan.run("list", "commitment")

    record = next(line for line in done.stdout.splitlines() if SHELLS in line)
    assert len(record) <= int(width)
    assert "No room for" in done.stdout


UNREADABLE = "plans/nations/NOR/commitments/NOR-C-8M2Z.toml"


@pytest.mark.parametrize("style", ["table", "json", "csv"])
def test_list_says_how_many_of_the_kind_could_not_be_read(plan: Bench, style: str) -> None:
    plan.write({UNREADABLE: 'title = "x"\nkind = "donation"\nstatus = "pleged"\n'})
    plan.write({UNREADABLE.replace("8M2Z", "9D0M"): "title = "})

    done = plan.run("list", "commitments", "--format", style)
    others = plan.run("list", "requests", "--format", style)

    assert "NOR-C-8M2Z" not in done.stdout
    assert done.stderr == (
        "workbook: 2 files of commitments cannot be read as records and are left out here; "
        "`workbook check` tells why.\n"
    )
    assert others.stderr == ""


def test_list_says_that_one_file_cannot_be_read_as_of_a_revision_too(plan: Bench) -> None:
    plan.commit({UNREADABLE: "title = "})

    done = plan.run("list", "commitments", "--at", "HEAD")

    assert "1 file of commitments cannot be read as a record and is left out here" in done.stderr
    assert "`workbook check --at HEAD` tells why" in done.stderr


def test_list_says_that_nothing_is_known_of_the_whole_plan(plan: Bench) -> None:
    plan.write({"plans/workbook.toml": "format = 1\njunk\n"})

    done = plan.run("list", "requests")

    assert "plans/workbook.toml cannot be read, so no member is known here; `workbook check`" in done.stderr


def test_a_nation_that_is_misspelt_is_told(plan: Bench) -> None:
    done = plan.run("list", "requests", "owner=URK")

    assert "No record is called 'URK': did you mean UKR?" in done.stderr
