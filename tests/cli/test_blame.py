"""What `blame` tells of each field: who said it, and what was changed and changed back."""

import json
from typing import Any

from .conftest import COMMITMENT, RECORDS, Bench
from .test_log import ID, TEXT, commit


def origins(plan: Bench, *words: str) -> dict[str, Any]:
    fields = json.loads(plan.run("blame", ID, *words, "--format", "json").stdout)["fields"]
    return {field["path"]: field for field in fields}


def subjects(plan: Bench) -> dict[str, str]:
    return {path: field["event"]["subject"] for path, field in origins(plan).items()}


def test_each_field_is_told_with_who_said_it(plan: Bench) -> None:
    commit(plan, TEXT.replace("Winter", "Spring"), "Rename\n\nOn-behalf-of: NOR")

    done = plan.run("blame", ID)

    head, first = plan.git("rev-parse", "HEAD")[:10], plan.git("rev-parse", "HEAD^")[:10]
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "NOR-C-7K3Q\n\n"
        'title: "Spring shells"\n'
        f"    {head} Kari Nordmann on behalf of NOR, 2022-10-01: Rename\n"
        "kind: donation\n"
        f"    {first} Kari Nordmann, 2022-09-28: Record\n"
    )


def test_entries_of_lists_are_told_one_by_one(plan: Bench) -> None:
    commit(plan, TEXT.replace("lots = [", 'lots = [{lot = "b", by = "2023-Q2", quantity = 8}, '), "More")
    commit(plan, (plan.folder / COMMITMENT).read_text().replace('"2023-Q1"', '"2023-Q3"'), "Later", day=2)

    found = subjects(plan)

    assert (found["lots.a"], found["lots.b"], found["meets.UKR-R-11AB"]) == ("Later", "More", "Record")


def test_entries_are_told_without_the_key_that_names_them(plan: Bench) -> None:
    commit(plan, TEXT.replace("lots = [", 'lots = [{lot = "b", by = "2023-Q2", quantity = 8}, '), "More")

    told = [line for line in plan.run("blame", ID).stdout.splitlines() if not line.startswith(" ")]

    assert "party UKR" in told
    assert "lot b: by Q2 2023, quantity 8" in told
    assert "request UKR-R-11AB: quantity 900" in told


def test_a_lot_that_comes_until_a_day_is_told_otherwise_than_one_on_that_day(plan: Bench) -> None:
    lots = (
        '{lot = "b", by = {until = 2023-08-11}, quantity = 8}, {lot = "c", by = 2023-08-11, quantity = 8}, '
    )
    commit(plan, TEXT.replace("lots = [", f"lots = [{lots}"), "More")

    told = plan.run("blame", ID).stdout

    assert "\nlot b: by 11 August 2023 at the latest, quantity 8\n" in told
    assert "\nlot c: by 11 August 2023, quantity 8\n" in told


def test_each_of_two_reasons_of_one_day_is_told_by_its_own_commit(plan: Bench) -> None:
    first = '{on = 2022-10-01, field = "quantity", was = {about = 800}, reason = "Repair"}'
    value = (
        '{on = 2022-10-01, field = "value", was = {amount = 1220000000, currency = "NOK"}, reason = "Rate"}'
    )
    commit(plan, TEXT + f"amended = [{first}]\n", "One")
    commit(plan, TEXT + f"amended = [{first}, {value}]\n", "Two", day=2)
    one, two = plan.git("rev-parse", "HEAD^")[:10], plan.git("rev-parse", "HEAD")[:10]

    told = plan.run("blame", ID).stdout

    assert told.endswith(
        'date 1 October 2022: field "quantity", was about 800, reason "Repair"\n'
        f"    {one} Kari Nordmann, 2022-10-01: One\n"
        'date 1 October 2022: field "value", was 1,220,000,000 NOK, reason "Rate"\n'
        f"    {two} Kari Nordmann, 2022-10-02: Two\n"
    )


def test_a_source_that_came_later_is_told_by_the_commit_that_named_it(plan: Bench) -> None:
    commit(plan, TEXT + 'sources = [{title = "Read-out", url = "a"}]\n', "One")
    more = 'sources = [{title = "Read-out", url = "a"}, {title = "Table", url = "b"}]\n'
    commit(plan, TEXT + more, "Two", day=2)

    found = subjects(plan)

    assert (found["sources.Read-out"], found["sources.Table"]) == ("One", "Two")


def test_words_of_a_list_are_told_by_the_name_of_the_list(plan: Bench) -> None:
    commit(plan, TEXT + 'tags = ["winter"]\nunit = "TNE"\n', "Tag")

    told = plan.run("blame", ID).stdout

    assert '\ntags: "winter"\n' in told
    assert "\nrequest UKR-R-11AB: quantity 900 t\n" in told


def test_numbers_of_fields_that_nobody_declares_are_told_digit_by_digit(plan: Bench) -> None:
    commit(plan, TEXT + "ral = 7001\ncodes = [1002]\n", "Colour")

    told = plan.run("blame", ID).stdout

    assert "\nral: 7001\n" in told
    assert "\ncodes: 1002\n" in told
    assert "\nvalue: 1,500,000 EUR\n" in told


def test_edit_hidden_by_its_own_revert_is_told_beside_the_field(plan: Bench) -> None:
    commit(plan, TEXT.replace("900}", "1000}", 1), "Raise", day=1)
    commit(plan, TEXT, "Lower again", day=2)

    found = origins(plan)["quantity"]

    assert found["event"]["subject"] == "Record"
    assert [one["subject"] for one in found["hidden"]] == ["Raise"]
    assert "    in between " in plan.run("blame", ID).stdout


def test_field_that_is_set_to_its_old_value_later_is_credited_to_who_did(plan: Bench) -> None:
    commit(plan, TEXT.replace("900}", "1000}", 1), "Raise", day=1)
    commit(plan, TEXT.replace("Winter", "Spring"), "Lower and rename", day=2)

    assert subjects(plan)["quantity"] == "Lower and rename"


def test_confirmed_record_keeps_who_recorded_what_it_still_says(plan: Bench) -> None:
    recorded = "plans/recorded/SWE/requests/SWE-R-22CD.toml"
    plan.git("config", "user.name", "x")
    commit(
        plan, RECORDS[recorded] + 'per = "month"\n', "Confirm", path=recorded.replace("recorded", "nations")
    )

    fields = json.loads(plan.run("blame", "SWE-R-22CD", "--format", "json").stdout)["fields"]

    assert {field["path"]: field["event"]["subject"] for field in fields} == {
        "title": "Record",
        "quantity": "Record",
        "need_by": "Record",
        "raised_on": "Record",
        "per": "Confirm",
    }


def test_what_is_not_committed_is_nobodys_yet(plan: Bench) -> None:
    plan.write({COMMITMENT: TEXT + 'terms = "Return after use."\n'})

    found = origins(plan)

    assert found["terms"]["event"] is None
    assert found["title"]["event"]["subject"] == "Record"
    assert 'terms: "Return after use."\n    not committed yet' in plan.run("blame", ID).stdout


def test_blame_as_of_a_revision_knows_nothing_later(plan: Bench) -> None:
    commit(plan, TEXT.replace("Winter", "Spring"), "Rename")

    found = origins(plan, "--at", "HEAD~1")

    assert found["title"]["event"]["subject"] == "Record"


def test_unreadable_record_is_refused_in_one_sentence(plan: Bench) -> None:
    plan.write({COMMITMENT: "title =\n"})

    done = plan.run("blame", ID)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be read, so its fields are not known" in done.stderr


def test_value_that_a_merge_took_over_is_credited_to_who_said_it(plan: Bench) -> None:
    plan.git("switch", "--quiet", "--create", "talks")
    commit(plan, TEXT.replace("Winter", "Spring"), "Rename", day=1)
    plan.git("switch", "--quiet", "main")
    commit(plan, TEXT.replace("900}", "1000}", 1), "Raise", day=2)
    plan.git("merge", "--quiet", "--no-edit", "talks", at="2022-10-05T12:00:00Z")

    found = subjects(plan)

    assert (found["title"], found["quantity"]) == ("Rename", "Raise")


def test_side_that_a_conflict_was_settled_for_is_credited(plan: Bench) -> None:
    plan.git("switch", "--quiet", "--create", "talks")
    commit(plan, TEXT.replace("Winter", "Spring"), "Spring", day=1)
    plan.git("switch", "--quiet", "main")
    commit(plan, TEXT.replace("Winter", "Summer"), "Summer", day=2)
    plan.git("merge", "--quiet", "--strategy-option", "theirs", "talks", at="2022-10-05T12:00:00Z")

    assert subjects(plan)["title"] == "Spring"


def test_uncommitted_value_that_once_was_is_credited_to_nobody(plan: Bench) -> None:
    commit(plan, TEXT.replace("900}", "1000}", 1), "Raise", day=1)
    plan.write({COMMITMENT: TEXT})

    found = origins(plan)

    assert found["quantity"]["event"] is None
    assert found["quantity"]["hidden"] == []
    assert found["title"]["event"]["subject"] == "Record"


def test_record_that_is_moved_and_not_committed_keeps_who_said_what(plan: Bench) -> None:
    old, new = "plans/recorded/SWE/requests/SWE-R-22CD.toml", "plans/nations/SWE/requests/SWE-R-22CD.toml"
    plan.write({new: RECORDS[old]})
    (plan.folder / old).unlink()

    done = plan.run("blame", "SWE-R-22CD")

    assert "Record" in done.stdout
    assert "not committed yet" not in done.stdout


def test_tens_of_thousands_of_fields_are_told_in_seconds(plan: Bench) -> None:
    keys = "".join(f"k{number:05d} = 1\n" for number in range(30_000))
    tags = "tags = [" + ", ".join(f'"t{number}"' for number in range(20_000)) + "]\n"
    commit(plan, keys + tags + TEXT, "Bulk")

    done = plan.run("blame", ID)

    assert done.exit_code == 0
    assert "k29999: 1\n" in done.stdout
