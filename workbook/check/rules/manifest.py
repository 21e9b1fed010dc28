"""Rules WB214 to WB217: what `workbook.toml` names is known, and it says whose plan this is.

In: the file with the settings read from it, or a record in somebody's folder. Out: claims. Readers of
layers, in `layer.toml`, are judged by WB706.
"""

from collections.abc import Iterator

from workbook.check.rule import Claim, Context, Rule, Subject, rule
from workbook.check.rules.codes import currency_fault, nation_fault
from workbook.findings import Place, Severity
from workbook.model.currencies import WITHDRAWN, CurrencyState, currency_state
from workbook.model.kind import Kind
from workbook.model.manifest import Manifest
from workbook.model.number import shown
from workbook.model.record import Record
from workbook.model.references import OPEN_REFERENCES
from workbook.records.paths import MANIFEST
from workbook.records.settings import MEMBERS_GROUP, Settings
from workbook.records.workbook import PlanFile

_PLAN_TEXT = """\
format = 1
title = "Example coalition"
secretariat = "USA"
base_currency = "EUR"

[groups]
members = ["USA", "NOR", "NLD", "SWE", "DEU", "UKR"]
nordics = ["NOR", "SWE"]

[[rates]]
currency = "USD"
on = 2022-09-01
rate = 1.0
"""


@rule(
    code="WB214",
    slug="plan-names-unknown-nation",
    severity=Severity.ERROR,
    claim="The secretariat and the members of groups are named by their codes, public groups as in groups.",
    reason="Who is misspelt in a group is not in it: no paper and no promise to the group reaches them.",
    source="ISO 3166-1 alpha-3, with codes that it leaves to its users, or a folder of the plan",
    subject=Subject.FILE,
    failing={MANIFEST: _PLAN_TEXT.replace('["NOR", "SWE"]', '["NOR", "Sweden"]')},
    passing={MANIFEST: _PLAN_TEXT},
)
def plan_names_unknown_nation(file: PlanFile, context: Context) -> Iterator[Claim]:
    """Tell of every word there that is no nation and no organisation, and of public groups that are none."""
    settings = context.settings
    manifest = _manifest_of(file, settings)
    if manifest is None:
        return
    words = [("secretariat", manifest.secretariat)]
    for name, members in manifest.groups.items():
        words += ((f"groups.{name}[{index}]", word) for index, word in enumerate(members))
    for field, word in words:
        fault = "names nobody; write a code like NOR" if not word else nation_fault(word, settings)
        if fault:
            yield Claim(file, field, fault)
    for index, name in enumerate(manifest.public_groups):
        if name not in manifest.groups:
            message = f"names the group {shown(name)}, which is not there; correct it, or add it to groups"
            yield Claim(file, f"public_groups[{index}]", message)


@rule(
    code="WB215",
    slug="plan-in-unknown-currency",
    severity=Severity.ERROR,
    claim="Totals are in a currency in use, and rates are for currencies of ISO 4217.",
    reason="A total in a currency that nobody uses says nothing; a rate for a misspelt one converts nothing.",
    source="ISO 4217",
    subject=Subject.FILE,
    failing={MANIFEST: _PLAN_TEXT.replace('"USD"', '"US Dollar"')},
    passing={MANIFEST: _PLAN_TEXT},
)
def plan_in_unknown_currency(file: PlanFile, context: Context) -> Iterator[Claim]:
    """Tell of currencies that never were, and of a base currency withdrawn by today."""
    manifest = _manifest_of(file, context.settings)
    if manifest is None:
        return
    base = manifest.base_currency
    fault = currency_fault(base)
    if currency_state(base, context.today) is CurrencyState.WITHDRAWN:
        fault = f"is {base}, which was withdrawn on {WITHDRAWN[base].on}; give totals in a currency in use"
    if fault:
        yield Claim(file, "base_currency", fault)
    for index, rate in enumerate(manifest.rates):
        fault = currency_fault(rate.currency)
        if fault:
            yield Claim(file, f"rates[{index}].currency", fault)


@rule(
    code="WB216",
    slug="plan-without-keeper-or-members",
    severity=Severity.WARNING,
    claim="The secretariat is a nation of the plan, and the plan says who its members are.",
    reason="What is for members is for nobody until the group of members is written, and the secretariat can "
    "only answer for itself where it has a folder.",
    source="Data format (docs/format.md): workbook.toml",
    subject=Subject.FILE,
    failing={MANIFEST: _PLAN_TEXT.replace("members =", "memberz ="), "plans/nations/USA/nation.toml": ""},
    passing={MANIFEST: _PLAN_TEXT},
)
def plan_without_keeper_or_members(file: PlanFile, context: Context) -> Iterator[Claim]:
    """Tell that the secretariat has no folder, and that there is no group of members, or an empty one."""
    settings = context.settings
    manifest = _manifest_of(file, settings)
    if manifest is None:
        return
    keeper = manifest.secretariat
    is_known = keeper and keeper not in OPEN_REFERENCES and not nation_fault(keeper, settings)
    if is_known and keeper not in settings.nations:
        message = f"names {keeper}, which has no folder in the plan; add plans/nations/{keeper}/nation.toml"
        yield Claim(file, "secretariat", message)
    is_told = any(fault.field.startswith("groups") for fault in file.faults)
    if not (manifest.groups.get(MEMBERS_GROUP) or is_told):
        message = (
            "names no members, so nobody may see what is for members; list them in the group members, "
            'as in members = ["NOR", "SWE"]'
        )
        yield Claim(file, "groups", message)


@rule(
    code="WB217",
    slug="folder-outside-members",
    severity=Severity.WARNING,
    claim="A nation or organisation with a folder of its own is a member.",
    reason="What is for members is not for it: it can read the repository, but no paper for members counts "
    "it among its readers. Mostly its code is missing from the group, or the folder is misnamed.",
    source="Data format (docs/format.md): workbook.toml, `groups.members`",
    subject=Subject.RECORD,
    failing={"plans/nations/FIN/nation.toml": 'name = "Finland"\n'},
    passing={"plans/recorded/FIN/nation.toml": 'name = "Finland"\n'},
)
def folder_outside_members(record: Record, context: Context) -> Iterator[Claim]:
    """Name the owner of a folder in `nations` who is no member, at its `nation.toml` if it has one.

    What was recorded for a guest makes it no member.
    """
    settings = context.settings
    owner = record.owner
    if not owner or owner in settings.members or record.recorded or not settings.members:
        return
    if record.kind is not Kind.NATION and owner in settings.nations:
        return
    message = (
        f"lies in the folder of {owner}, which is not among the members; add it to the group members in "
        f"{MANIFEST}, or move what is here to plans/recorded/{owner}"
    )
    yield Claim(record, "", message, Place(path=record.path))


def _manifest_of(file: PlanFile, settings: Settings) -> Manifest | None:
    """Give what the file says, None if it is another, or if nothing could be read of it."""
    manifest = settings.manifest
    if file.path != MANIFEST or (file.faults and not manifest.secretariat):
        return None
    return manifest


RULES: tuple[Rule, ...] = (
    plan_names_unknown_nation,
    plan_in_unknown_currency,
    plan_without_keeper_or_members,
    folder_outside_members,
)
