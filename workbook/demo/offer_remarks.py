"""The sentences that planners write beside an offer: how it travels, what comes with it, on which terms.

Pools of templates, by what is offered; a slot in braces is filled where a sentence is drawn. No sentence
names a record, a person or a figure of the offer itself, so that each may go wherever the offer goes.
"""

from collections.abc import Mapping, Sequence

TRANSPORT = (
    "Handed over at the border depot; {to} arranges the onward transport.",
    "Goes by rail as far as the transfer hub, and by road from there.",
    "Sealift is booked for the first part; the rest waits for a slot at the port.",
    "Transport is paid for by {giver}, insurance by {to}.",
    "Two convoys are planned, {n} days apart, with one escort.",
    "The customs papers take {n} working days and were asked for early.",
    "Air transport only if a slot is free; otherwise road, {n} days longer.",
    "Loading waits for flat wagons, of which {n} are promised a week.",
    "The hub can take no more than {n} lorries a day, which sets the pace.",
    "Collected by {to} from the depot, on {n} days' notice.",
)
PAPERWORK = (
    "The export licence was applied for; an answer is expected within {n} weeks.",
    "The figure follows the count at the depot, not the books.",
    "The price is that of the last national contract, without transport.",
    "The value is the price of replacement, as the budget office reckons it.",
    "The figure was checked with {to} by letter; both sides have the same list.",
    "Parliament was told; no further vote is needed.",
    "To be reviewed at the quarterly meeting of the logistics staffs.",
    "An end-use certificate is with {to} for signature.",
    "The dates are those of the transport order and firm from {n} weeks before loading.",
)
_BY_KIND: Mapping[str, Sequence[str]] = {
    "system": (
        "Tools, manuals and spares for {n} months are part of it.",
        "Users are trained for {n} weeks before the first handover.",
        "Each was tried for {n} hours at the workshop before it was released.",
        "The serial numbers go to {to} {n} days before the handover.",
        "National fittings are taken out before the handover and have to be replaced by {to}.",
        "Mechanics of {to} take part in the last inspection.",
        "Some are older than their fittings; a list of defects comes with each.",
        "Cleaned, repainted and packed at the national depot.",
        "Spares beyond the first set have to be ordered by {to}, {n} months ahead.",
        "A team of {n} technicians stays for the first month.",
    ),
    "munition": (
        "Shelf life is at least {n} years; test firing showed no misfires.",
        "Packed on pallets of the usual size, with the lot cards inside.",
        "From a lot made in the last {n} years; the older lots stay at home.",
        "Fuzes are packed apart and travel one day behind.",
        "The storage site can hold it for {n} weeks, no longer.",
        "Compatible with the launchers in service; the firing tables come with it.",
        "Surveillance samples were taken and are kept by {giver}.",
        "Moves only with the licence for dangerous goods, which runs until {autumn}.",
    ),
    "component": (
        "Goes straight to the works that needs it, not through the depots.",
        "Acceptance tests are done at the maker's bench; the records come with each.",
        "Made to the drawing of {giver}; the tolerance list was compared with that of {to}.",
        "The second source is still being qualified, which takes {n} more weeks.",
        "Old parts are to be sent back for repair within {n} weeks.",
        "The machining time, not the material, sets the rate.",
    ),
    "material": (
        "Drawn from the framework contract, which has room for {n} more months.",
        "Quality papers are issued by batch; {to} takes a sample on arrival.",
        "Prices move every month; the value is that of the day of the offer.",
        "Packed for forklifts; without one, unloading takes a day more.",
        "The supplier delivers to the door; storage is with {to}.",
        "Can be split into smaller loads if the depot of {to} is full.",
    ),
    "service": (
        "Given in courses of {n} days, with interpreters.",
        "The workshop has room from {autumn} on; before that only single cases.",
        "Booked by the week; unused places lapse after {n} days.",
        "The instructors come from the school of {giver}.",
        "Spare parts are charged apart and are not in the figure.",
        "Places are given in the order of application, {n} at a time.",
    ),
}
TERMS = (
    "Return after use, where it can be repaired.",
    "Not to be passed on without leave of {giver}.",
    "For use by trained crews only.",
    "Losses are to be reported within {n} weeks.",
    "Free of charge; transport is for {to}.",
    "For the defence of the territory of {to} only.",
    "Packaging goes back to {giver}.",
    "Spares are charged from the second year on.",
    "Yearly inspection by {giver}.",
    "Unused parts go back after {n} months.",
)
CHANNELS = (
    "the transfer hub",
    "a framework agency",
    "rail",
    "the border depot",
    "the sealift pool",
    "the joint logistics cell",
    "a bilateral agreement",
    "the depot of a neighbour",
)
COMMENTS = (
    "The figure is the one that was announced.",
    "Transport is paid by the giver.",
    "Confirmed in writing after the meeting.",
    "Spares for one year are part of it.",
    "Dates as in the transport order, not as in the press.",
    "The table on the screen had an older figure; this one is right.",
    "The depot counted twice, and this is the second count.",
    "One record for all lots, as the recipient asked.",
    "Check the lots against the next report from the hub.",
    "The secretariat asked for a due date; it is the last day of the month.",
    "Value as in the budget line, rounded to three digits.",
    "The share of transport is not in the value.",
)
SEASON_TAGS = ("spring", "summer", "autumn", "winter", "tranche-2", "tranche-3", "short-notice", "regional")
PACKAGE_NOTES = (
    "The value stands here, the quantities in the parts.",
    "The value is that of the whole package; the parts have none of their own.",
    "Parts may still be exchanged for others of the same value, up to {n} per cent.",
    "Told to parliament as one figure; the parts are listed for the planners only.",
)
MIRROR_NOTES = (
    "Told here because it passes through our depots; the giver's own record counts.",
    "Repeated from the regional table so that the transport can be planned.",
    "Our part was the transport alone; the goods are counted with the giver.",
    "Kept until the giver's table and ours are the same.",
)
FUND_NOTES = (
    "Paid in {n} instalments after the board has called for them.",
    "The payment order is with the treasury; the budget line is this year's.",
    "Meant for the common pot, without wishes about its use.",
    "Released as soon as the audit of last year is closed.",
    "A second contribution is to be looked at in {autumn}.",
)
PARTY_NOTES = (
    "The quantity is firm; an option for more ends after {n} months.",
    "Paid by budget year, in {n} parts.",
    "Inspection at the works is shared with the other parties.",
    "Delivered to our own depot first; what is passed on is recorded apart.",
)
STATUS_NOTES: Mapping[str, Sequence[str]] = {
    "considered": (
        "To be taken up with parliament.",
        "The army staff looks at what it could spare; a paper is due in {autumn}.",
        "Depends on when the replacement arrives, which nobody can tell yet.",
        "Asked for by the region; no budget line so far.",
        "Legal advice on the transfer is awaited for {n} weeks now.",
    ),
    "pledged": (
        "Said at the meeting; the authority is still to come.",
        "The budget committee takes it up in {autumn}.",
        "Stated intent; the number may still move with the state of the depots.",
        "Waits for the signature of the minister, which needs {n} days' notice.",
    ),
    "suspended": (
        "Waits for the repair of the stock it would come from.",
        "Held up by a fault in the brakes, found at {n} of the first.",
        "Stopped until the licence of the country of origin is there.",
        "The works lacks material; to be looked at again in {autumn}.",
    ),
    "cancelled": (
        "The stock turned out to be unfit for use.",
        "Another nation offered the same sooner, and this was given up.",
        "The maker closed the line; no other source was found.",
        "Taken out after the recipient changed its plans.",
    ),
}


SERVICE_TERMS = (
    "Free of charge; travel is for {to}.",
    "Losses of working days are not made up.",
    "Yearly review by {giver}.",
    "Cancelled with {n} days' notice by either side.",
    "Insurance of those who travel is for {to}.",
)
_SERVICE_PAPERS = (
    "Names of those who take part are not recorded here.",
    "The dates follow the rotation of the units.",
    "The value is reckoned at the national rate for {n} months.",
    "The agreement between the two staffs runs until {autumn}.",
    "To be reviewed at the quarterly meeting of the logistics staffs.",
)


def note_pools(kind: str) -> tuple[Sequence[str], ...]:
    """Give the pools for an item of this kind: what comes with it, its way, its papers."""
    if kind == "service":
        return (_BY_KIND[kind], _SERVICE_PAPERS)
    return (_BY_KIND[kind], TRANSPORT, PAPERWORK)
