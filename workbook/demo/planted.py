"""Findings put into the demonstration on purpose: for each rule, records that show what it finds.

In: fresh ids. Out: pages, each with a comment that says what is planted. `PLANTED` is the table from a code
to what is written; `$a` in a text is the id of the sheet called `a` of the same plant, and of a name that no
sheet has, an id behind which there is nothing. `NOT_PLANTED` says why a rule has no plant.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import Template
from types import MappingProxyType

from workbook.demo.chance import Ids
from workbook.demo.story import MEETINGS, Page, still_page
from workbook.model.kind import LETTERS, Kind
from workbook.records.paths import LAYERS, path_of

NOT_PLANTED: Mapping[str, str] = MappingProxyType(
    {
        "WB108": "A link or a file beyond a mebibyte would trouble whoever copies the demonstration.",
        "WB110": "A newer format in workbook.toml would make the whole demonstration unusable.",
        "WB214": "A wrong nation in workbook.toml would stand in every paper of the demonstration.",
        "WB215": "A wrong currency in workbook.toml would spoil every total of the demonstration.",
        "WB216": "Without members the demonstration would be for nobody.",
        "WB218": "A folder without its meeting would be taken for one more meeting of the demonstration.",
        "WB710": "A layer that asks strangers could not be changed by whoever tries proposals in it.",
    }
)

# The layer in which a group reads, and a layer that every coalition has.
GROUP_LAYER = "harbour"
_NARROW_LAYER = "nor"
# An item of its own, so that what is planted does not look like a second telling of what is not.
_ITEM = "smoke-155"
_PLANTED_ON = date(2023, 5, 20)
_MEETING = MEETINGS[-1].meeting
# The plant of WB112: no record, so no sheet.
STRAY_PAGE = still_page(
    "plans/nations/NOR/commitments/shells.txt", _PLANTED_ON, "# planted: WB112\nA note among the records.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A record of a plant. `owner` is the nation in its id, `folder` the one it lies in if another.

    A sheet of the catalogue has its name as id. `lines` are TOML, in the order in which they are written.
    """

    name: str
    kind: Kind
    owner: str
    lines: tuple[str, ...]
    folder: str = ""
    layer: str = ""


def planted_pages(ids: Ids) -> list[Page]:
    """Write all plants, in order of code; those in a layer with paths from the top of the shared one."""
    plants = {
        "the item of all that is planted": (_item(_ITEM, "Smoke shell 155 mm", "lead_time_months = 6"),),
        **PLANTED,
    }
    return [page for code, sheets in plants.items() for page in _plant(code, sheets, ids)]


def _plant(code: str, sheets: Sequence[Sheet], ids: Ids) -> Iterator[Page]:
    known = {sheet.name: _id(sheet, ids) for sheet in {one.name: one for one in sheets}.values()}
    known.setdefault("nothing", ids.new("R", "UKR"))
    for sheet in sheets:
        lines = (f"# planted: {code}", *sheet.lines, "illustrative = true", "")
        text = Template("\n".join(lines)).substitute(known)
        yield still_page(_path(sheet, known[sheet.name]), _PLANTED_ON, text)


def _id(sheet: Sheet, ids: Ids) -> str:
    letter = LETTERS.get(sheet.kind)
    return ids.new(letter, sheet.owner) if letter else sheet.name


def _path(sheet: Sheet, id: str) -> str:
    meeting = _MEETING if sheet.kind in (Kind.AGENDA, Kind.DECISION, Kind.ACTION) else ""
    path = path_of(sheet.kind, id, owner=sheet.folder or sheet.owner, meeting=meeting)
    return f"{LAYERS}/{sheet.layer}/{path}" if sheet.layer else path


def _with(usual: Sequence[str], lines: Sequence[str], without: str = "") -> tuple[str, ...]:
    """Lay lines over the usual ones: a field that is given again, or left out, loses its usual line."""
    given = {line.partition(" = ")[0] for line in lines} | {without}
    return (*(line for line in usual if line.partition(" = ")[0] not in given), *lines)


def _gift(*lines: str, name: str = "a", owner: str = "NOR", layer: str = "", without: str = "") -> Sheet:
    usual = (
        'title = "Smoke shells 155 mm"',
        'kind = "donation"',
        f'item = "{_ITEM}"',
        "quantity = 400",
        'status = "committed"',
        "made_on = 2023-05-10",
    )
    lines = _with(usual, lines, without)
    return Sheet(name=name, kind=Kind.COMMITMENT, owner=owner, layer=layer, lines=lines)


def _need(*lines: str, name: str = "need") -> Sheet:
    usual = (
        'title = "Smoke shells 155 mm"',
        f'item = "{_ITEM}"',
        "quantity = 5000",
        "raised_on = 2023-03-14",
    )
    return Sheet(name=name, kind=Kind.REQUEST, owner="UKR", lines=_with(usual, lines))


def _taking(*lines: str) -> Sheet:
    usual = ('commitment = "$a"', "on = 2023-05-12")
    return Sheet(name="taking", kind=Kind.ACCEPTANCE, owner="UKR", lines=_with(usual, lines))


def _stock(*lines: str, layer: str = "") -> Sheet:
    usual = (f'item = "{_ITEM}"', "holding = 9000", "minimum = 4000", "as_of = 2023-05-02")
    return Sheet(name="stock", kind=Kind.STOCK, owner="NOR", layer=layer, lines=_with(usual, lines))


def _fund(*lines: str) -> Sheet:
    usual = ('title = "Fund for smoke shells"', 'total = {amount = 3000000, currency = "EUR"}')
    return Sheet(name="fund", kind=Kind.FUND, owner="USA", lines=(*usual, *lines))


def _item(slug: str, called: str, *lines: str) -> Sheet:
    fields = (f'name = "{called}"', 'kind = "munition"', 'unit = "each"', *lines)
    return Sheet(name=slug, kind=Kind.ITEM, owner="", lines=fields)


def _makes(item: str, per_month: str = "20", *, name: str = "works", owner: str = "NOR") -> Sheet:
    rates = f'rates = [{{from = "2022-09", per_month = {per_month}}}]'
    return Sheet(
        name=name, kind=Kind.CAPACITY, owner=owner, lines=(f'item = "{item}"', 'activity = "make"', rates)
    )


def _of_meeting(kind: Kind, *lines: str) -> Sheet:
    return Sheet(name="point", kind=kind, owner="", lines=lines)


_MEETS = 'meets = [{request = "$need", quantity = 400}]'

_LATE_LOT = 'lots = [{lot = "a", by = "2023-12", quantity = 400}]'

PLANTED: Mapping[str, tuple[Sheet, ...]] = MappingProxyType(
    {
        "WB101": (_gift('notes = "The closing quote is missing.', "quantity = 410"),),
        "WB102": (
            _gift("quantitty = 420", without="quantity"),
            _gift('colour = "green"', "quantity = 421", name="b", owner="USA"),
        ),
        "WB103": (_gift("quantity = 430", without="status"),),
        "WB104": (_gift('status = "promised"', "quantity = 440"),),
        "WB105": (
            replace(_gift("quantity = 450"), folder="USA"),
        ),
        "WB106": (_gift("quantity = 460"), _gift("quantity = 461", layer=_NARROW_LAYER)),
        "WB107": (_gift('title = "Smoke shells \\u202e155 mm"', "quantity = 470"),),
        "WB109": (
            _gift("<<<<<<< norway", "quantity = 480", "=======", "quantity = 490", ">>>>>>> usa"),
        ),
        "WB111": (_gift("quantity = 4e99"),),
        "WB112": (),
        "WB113": (
            _gift('lots = [{lot = "a", by = "2023-09", quantity = 90}, {lot = "a", quantity = 80}]'),
        ),
        "WB201": (_gift('meets = [{request = "$nothing", quantity = 400}]'),),
        "WB202": (
            _item(
                "smoke-155-old",
                "Smoke shell 155 mm, first series",
                'retired = {on = 2023-03-01, reason = "No longer made."}',
            ),
            _gift('item = "smoke-155-old"', "quantity = 12"),
        ),
        "WB203": (_gift('meets = [{request = "$stock", quantity = 400}]'), _stock()),
        "WB204": (_gift('stock = "$stock"'), _stock(layer=_NARROW_LAYER)),
        "WB205": (_gift('to = [{party = "Ukraine"}]'),),
        "WB206": (_gift('to = [{party = "alliance"}]'),),
        "WB207": (_gift('value = {amount = 1000000, currency = "EURO"}'),),
        "WB208": (_gift('unit = "tonnes"', without="item"),),
        "WB209": (_gift('value = {amount = 1000000, currency = "HRK"}'),),
        "WB210": (
            _gift('counted_in = "$b"', "quantity = 501"),
            _gift('counted_in = "$a"', "quantity = 501", name="b", owner="USA"),
        ),
        "WB211": (
            _gift('to = [{party = "USA"}]', "quantity = 511"),
            _need(),
            _taking('request = "$need"', "quantity = 511"),
        ),
        "WB212": (
            _gift('meets = [{request = "$need", quantity = 300}]', "quantity = 300"),
            _need(),
            _taking('request = "$need"', "quantity = 400"),
        ),
        "WB213": (_gift("made_on = 2023-04-03", _MEETS), _need()),
        "WB217": (_gift("quantity = 517", owner="NSPA"),),
        "WB301": (
            _gift('lots = [{lot = "a", by = "2023-09", quantity = 300}, {lot = "b", quantity = 200}]'),
        ),
        "WB302": (
            _gift('meets = [{request = "$need", quantity = 400}, {request = "$other", quantity = 100}]'),
            _need(),
            _need(name="other"),
        ),
        "WB303": (_gift(_MEETS), _need("quantity = 250"), _taking('request = "$need"', "quantity = 400")),
        "WB304": (_gift('unit = "TNE"'),),
        "WB305": (
            _fund(
                "announced_on = 2023-05-08",
                'split = [{to = "UKR", share = "1/2"}, {to = "USA", share = "1/3"}]',
            ),
        ),
        "WB306": (
            _fund("announced_on = 2023-05-09"),
            _gift('fund = "$fund"', 'value = {amount = 4000000, currency = "EUR"}'),
        ),
        "WB307": (_gift('value = {amount = 1000000, currency = "ISK"}'),),
        "WB308": (
            _gift(
                _MEETS,
                'status = "delivering"',
                'lots = [{lot = "a", by = "2023-07", quantity = 400, done = 300}]',
            ),
            _need(),
            _taking(
                'request = "$need"',
                "quantity = 400",
                'received = [{lot = "a", quantity = 350, on = 2023-05-19}]',
            ),
        ),
        "WB309": (
            _gift('to = [{party = "UKR"}]', "quantity = 777777"),
            _gift('to = [{party = "UKR"}]', "quantity = 777777", name="b", owner="USA"),
        ),
        "WB401": (
            _gift(_MEETS, 'lots = [{lot = "a", by = "2024-02", quantity = 400}]'),
            _need('need_by = "2023-09"'),
        ),
        "WB402": (
            _gift('lots = [{lot = "a", by = "2022-06", quantity = 400, status = "delivered"}]'),
        ),
        "WB403": (_gift('kind = "production"', 'lots = [{lot = "a", by = "2023-07", quantity = 400}]'),),
        "WB404": (
            _gift("made_on = 2023-03-20", 'lots = [{lot = "a", by = "2023-04", quantity = 400}]'),
            _gift(
                "made_on = 2023-03-20",
                'lots = [{lot = "a", by = 2023-05-12, quantity = 400, done = 250}]',
                'acknowledged = [{code = "WB404", reason = "The rest waits for a train, as agreed."}]',
                name="b",
                owner="USA",
            ),
        ),
        "WB405": (_gift('status = "pledged"', "valid_until = 2023-06-09"),),
        "WB406": (
            _of_meeting(
                Kind.AGENDA,
                "order = 8",
                'title = "Statements by all nations"',
                'kind = "discussion"',
                "minutes = 400",
                'release = "public"',
            ),
        ),
        "WB407": (
            _of_meeting(
                Kind.DECISION,
                'text = "Nations tell the secretariat how many smoke shells they hold."',
                'status = "adopted"',
                "on = 2023-05-17",
            ),
        ),
        "WB408": (
            _of_meeting(
                Kind.ACTION,
                'text = "Send the figures on smoke shells that are still missing."',
                'owner = "NOR"',
                "due = 2023-05-26",
            ),
            replace(
                _of_meeting(
                    Kind.ACTION,
                    'text = "Find a range for the trial of smoke shells."',
                    "due = 2023-09-01",
                ),
                name="b",
            ),
        ),
        "WB409": (_gift('status = "pledged"', "made_on = 2022-11-08"),),
        "WB410": (_gift('kind = "production"', 'status = "contracted"'),),
        "WB411": (_gift("made_on = 2024-05-10", "quantity = 611"),),
        "WB501": (
            _item("anti-tank-mine", "Anti-tank mine"),
            _makes("anti-tank-mine"),
            _gift('item = "anti-tank-mine"', 'kind = "production"', 'status = "committed"', _LATE_LOT),
        ),
        "WB502": (
            _item(
                "coastal-missile",
                "Coastal missile",
                'components = [{item = "coastal-booster", per_unit = 1}]',
            ),
            _item("coastal-booster", "Booster of the coastal missile"),
            _makes("coastal-missile", "900"),
            _makes("coastal-booster", name="few"),
            _makes("coastal-booster", name="fewer", owner="USA"),
            _gift('item = "coastal-missile"', 'kind = "production"', _LATE_LOT),
        ),
        "WB503": (
            _item("glide-bomb", "Glide bomb", 'components = [{item = "bomb-fuze", per_unit = 1}]'),
            _item("bomb-fuze", "Fuze of the glide bomb"),
            _makes("bomb-fuze", "900"),
            _gift('item = "glide-bomb"', 'kind = "production"', _LATE_LOT),
        ),
        "WB504": (
            _item(
                "bomb-fuze-old",
                "Fuze of the glide bomb, first series",
                'obsolete = {since = "2021", replaced_by = "bomb-fuze"}',
            ),
            _need('item = "bomb-fuze-old"', "quantity = 640"),
        ),
        "WB505": (
            _stock("holding = 4200"),
            _gift('stock = "$stock"', 'lots = [{lot = "a", by = "2023-09", quantity = 400}]'),
        ),
        "WB506": (
            _stock("holding = 3000", 'waiver = {status = "approved", until = 2023-12-31}'),
        ),
        "WB507": (
            _item(
                "mountain-gun",
                "Mountain gun",
                'sustainment = [{item = "mountain-gun-barrel", per_unit = 1, every_months = 9}]',
            ),
            _item("mountain-gun-barrel", "Barrel of the mountain gun"),
            _gift('item = "mountain-gun"', 'to = [{party = "UKR"}]', "quantity = 18"),
        ),
        "WB508": (_need('priority = "critical"'),),
        "WB509": (
            _stock("releasable = 600"),
            _gift('stock = "$stock"', "quantity = 512"),
            _gift('stock = "$stock"', "quantity = 513", name="b"),
        ),
        "WB510": (
            _item("illuminating-155", "Illuminating shell 155 mm", 'origin = "USA"'),
            _gift('item = "illuminating-155"', "quantity = 514", 'to = [{party = "UKR"}]'),
        ),
        "WB511": (
            _gift('financed_by = [{nation = "USA", share = "1/2"}]', "quantity = 515"),
        ),
        "WB512": (
            _need('substitutes = "no"'),
            _item("smoke-105", "Smoke shell 105 mm"),
            _gift('item = "smoke-105"', _MEETS),
        ),
        "WB701": (_gift('release = ["NOR"]'),),
        "WB702": (_gift('release_fields = {quantity = "public"}'),),
        "WB703": (_gift('release = "public"', 'notes = "Drawn from $stock."'), _stock()),
        "WB704": (_gift('release = "public"', 'stock = "$stock"'), _stock()),
        "WB705": (_gift('release = ["neighbours"]'),),
        "WB706": (
            Sheet(
                name="a",
                kind=Kind.LESSON,
                owner="NOR",
                layer=GROUP_LAYER,
                lines=(
                    'kind = "constraint"',
                    'title = "Berths for transports are short"',
                    'summary = "The harbour has room for two transports a week."',
                ),
            ),
        ),
        "WB707": (_gift('release = "public"', 'release_fields = {quantitty = "members"}'),),
        "WB708": (_gift('relase = "national"'),),
        "WB709": (
            _of_meeting(
                Kind.AGENDA, "order = 9", 'title = "Any other business"', 'kind = "information"'
            ),
        ),
    }
)  # fmt: skip
