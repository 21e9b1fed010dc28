"""A small invented coalition in which a paper has something to say in every section."""

from collections.abc import Mapping

from tests.strategies import changed_at, parsed, places_of, toml_text
from workbook.check.examples import COALITION
from workbook.model.kinds import STRUCTS
from workbook.model.manifest import Manifest
from workbook.records.paths import home_of
from workbook.render.catalogue import Readership

# Texts of a form of their own, without which a record is not read, or is another.
_KEPT = ("nsn", "lot", "secretariat", "base_currency", "release")
# For whom the tests make a paper, by those for whom it may be.
AUDIENCES = {
    Readership.ANYBODY: "NOR",
    Readership.INSIDE: "NOR",
    Readership.NATION: "NOR",
    Readership.MEMBERS: "members",
    Readership.PUBLIC: "public",
}
MEETING = "plans/meetings/2022-09-28-brussels"
SOURCE = '[[sources]]\ntitle = "Letter"\npublisher = "Ministry"\ndate = 2022-09-20\nurl = "https://example.org/a"\n'

RICH = {
    **COALITION,
    f"{MEETING}/meeting.toml": """\
title = "Meeting of armaments directors"
date = 2022-09-28
start = 2022-09-28T09:30:00+02:00
end = 2022-09-28T17:00:00+02:00
place = "Brussels"
chair = "USA"
host = "NLD"
notes = "First line.\\nSecond line."
attendance = {expected = {at_least = 5}, attended = 6}
participants = [
    {party = "USA", head = "A. Chair", status = "attended"},
    {party = "NOR", head = "N. Head", position = "Director", status = "attended"},
    {party = "SWE", status = "excused"},
]
"""
    + SOURCE,
    f"{MEETING}/agenda/G-7K3Q.toml": """\
order = 1
title = "Shells"
kind = "decision"
invited_to = "decide"
minutes = 45
lead = "NOR"
papers = ["Non-paper on shells", "Table of lead times"]
aim = "Agree who gives what."
about = ["155mm-he", "UKR-R-11AB", "NOR-C-7K3Q", "NOR-J-4T2X", "NOR-K-8M2P", "NOR-P-7K3Q", "SWE-C-0000"]
record = "Nations compared their figures."
""",
    f"{MEETING}/agenda/G-8K3Q.toml": """\
order = 2
title = "Any other business"
kind = "procedural"
minutes = 15
about = ["USA-F-2B9C", "DEU-L-7K3Q"]
""",
    f"{MEETING}/decisions/D-7K3Q.toml": """\
text = "Nations send their lead times."
agenda = "G-7K3Q"
status = "adopted"
taken = "meeting"
on = 2022-09-28
parties = ["NOR", "NLD"]
reservations = [{party = "NLD", text = "Subject to parliament."}]
""",
    f"{MEETING}/decisions/D-8K3Q.toml": """\
text = "The next meeting is in Oslo."
status = "adopted"
taken = "silence"
""",
    f"{MEETING}/actions/X-7K3Q.toml": """\
text = "Send lead times for shells."
owner = "NOR"
due = 2022-09-15
arises_from = "D-7K3Q"
""",
    f"{MEETING}/actions/X-8K3Q.toml": 'text = "Book a room."\nowner = "NLD"\ndue = "2022-Q4"\n',
    f"{MEETING}/actions/X-9K3Q.toml": 'text = "Name a contact."\nowner = "USA"\nstatus = "done"\n',
    "plans/nations/NOR/reports/NOR-T-7K3Q.toml": """\
action = "X-7K3Q"
status = "open"
on = 2022-09-20
text = "Half of them were sent."
""",
    "plans/nations/UKR/requests/UKR-R-11AB.toml": """\
title = "Shells for the winter"
item = "155mm-he"
quantity = {from = 4000, to = 6000}
priority = "critical"
need_by = "2023-03"
raised_at = "2022-09-28-brussels"
""",
    "plans/nations/SWE/requests/SWE-R-11AB.toml": """\
title = "Drones"
capability = "reconnaissance"
need_by = {between = ["2023-01", "2023-03"]}
substitutes = "yes"
""",
    "plans/recorded/NLD/requests/NLD-R-11AB.toml": """\
title = "To be said"
item = "unknown"
status = "draft"
""",
    "plans/nations/NOR/commitments/NOR-C-7K3Q.toml": """\
title = "Shells from Norway"
kind = "donation"
to = [{party = "UKR"}]
item = "155mm-he"
quantity = 3000
value = {amount = 9_000_000, currency = "USD"}
status = "committed"
made_at = "2022-09-28-brussels"
meets = [{request = "UKR-R-11AB", quantity = 3000}]
lots = [{lot = "a", by = "2022-08", quantity = 1000}, {lot = "b", by = "2023-01", quantity = 2000}]
"""
    + SOURCE,
    "plans/nations/UKR/acceptances/UKR-A-11AB.toml": """\
commitment = "NOR-C-7K3Q"
request = "UKR-R-11AB"
quantity = 2000
""",
    "plans/nations/NOR/commitments/NOR-C-8K3Q.toml": """\
title = "Winter help"
kind = "funding"
value = {amount = {about = 12_345_678}, currency = "EUR"}
status = "considered"
illustrative = true
""",
    "plans/nations/NOR/stocks/NOR-S-5H1M.toml": """\
item = "155mm-he"
holding = 12000
minimum = 10000
releasable = 1500
as_of = 2022-09-01
waiver = {status = "approved", until = 2023-12-31, reason = "To keep giving."}
""",
    "plans/nations/NOR/capacities/NOR-K-8M2P.toml": """\
item = "155mm-he"
activity = "make"
supplier = "shell-works"
rates = [{from = "2023-02", per_month = 400}]
limited_by = "Machining of casings."
""",
    "plans/nations/NOR/procurements/NOR-J-4T2X.toml": """\
title = "Joint purchase of shells"
item = "155mm-he"
quantity = 40000
parties = [{nation = "NOR"}, {nation = "SWE"}]
value = {amount = 90_000_000, currency = "EUR"}
status = "agreed"
""",
    "plans/nations/NOR/proposals/NOR-P-7K3Q.toml": """\
title = "Buy barrels jointly"
purpose = "To shorten the queue."
""",
    "plans/nations/USA/funds/USA-F-2B9C.toml": """\
title = "Winter fund"
total = {amount = 2_500_000_000, currency = "EUR"}
status = "pledged"
split = [{to = "UKR", share = "3/4"}, {to = "nordics", share = 0.25}]

[[sources]]
title = "Statement"
publisher = "Board"
says = "2.5 billion euros."

[[sources]]
title = "Report"
publisher = "Paper"
says = "About 2.4 billion euros."
""",
    "plans/nations/USA/commitments/USA-C-2B9C.toml": """\
title = "Paid in"
kind = "funding"
value = {amount = 2_000_000_000, currency = "EUR"}
status = "pledged"
fund = "USA-F-2B9C"
""",
    "plans/recorded/DEU/lessons/DEU-L-7K3Q.toml": """\
kind = "statement"
title = "Queues"
summary = "[bold] **All** <b>queue</b> | {{ 7 * 7 }} at `works`."
""",
}


# What would act in Markdown, in HTML, in a template or on a screen, if anything let it.
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) <b onclick='alert(1)'>b</b> \" **b** | `c` "
    "{{ 7771 * 3 }} {% x %} &lt; <!-- \u202e\u001b[31m"
)


def hostile(files: Mapping[str, str]) -> dict[str, str]:
    """Put hostile words into every text of every record, for everybody: all but references and codes."""
    return {path: _hostile(path, text) for path, text in files.items()}


def _hostile(path: str, text: str) -> str:
    home = home_of(path)
    struct = STRUCTS[home.kind] if home else Manifest
    table = parsed(text)
    for place, field, _ in places_of(table, struct):
        if field.refers or field.code or field.key in _KEPT:
            continue
        if field.type is str:
            table = changed_at(table, place, HOSTILE)
        elif field.type == tuple[str, ...]:
            table = changed_at(table, place, [HOSTILE])
    return toml_text({**table, "release": "public"} if home else table)
