"""What is said of proposals, each sentence once: who must approve and why, and what stands in the way."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from workbook.change.approval import Reason, Requirement
from workbook.change.consent import Consent, Standing, State, Voice
from workbook.model.enums import Verdict
from workbook.model.speech import counted, say
from workbook.vcs.seen import SetBack

AS_PUBLISHED = say("Others published them.")
THE_WHOLE = say("The whole proposal")
IS_NEW = say("is new")
FILE_CHANGES = say("the file changes")
FILE_GOES = say("the file goes")


def requirement_line(one: Standing) -> str:
    """Say who must approve what and why, and where they stand.

    `DNK must approve NOR-C-7K3Q, as it is named as paying: waiting.`
    """
    asked = one.requirement
    who = ", ".join(asked.nations)
    told = [_state(nation, state, asked) for nation, state in one.states.items()]
    states = ", ".join(told)
    if asked.is_of_all and len(asked.nations) == 1:
        return say(
            "{who} must approve {key}, as {why}: {states}.",
            who=who,
            key=asked.key,
            why=why(asked),
            states=states,
        )
    return say(
        "{number} of {who} must approve {key}, as {why}: {states}.",
        number=asked.at_least, who=who, key=asked.key, why=why(asked), states=states,
    )  # fmt: skip


def why(one: Requirement) -> str:
    """Say why somebody must approve."""
    return {
        Reason.OWNER: say("the record is its own"),
        Reason.SECRETARIAT: say("it keeps what no nation owns"),
        Reason.PARTY: say("it is a party to the joint procurement"),
        Reason.FINANCIER: say("it is named as paying"),
        Reason.STOCK: say("it is drawn from its stock"),
        Reason.ORIGIN: say("a retransfer needs its leave"),
        Reason.UNIT: say("its records count in that unit"),
        Reason.POLICY: say("the plan asks for it"),
    }[one.reason]


def state_word(state: State) -> str:
    """Say where a nation stands."""
    return {
        State.APPROVES: say("approves"),
        State.SILENT: say("consents by silence"),
        State.LAPSED: say("its approval lapsed"),
        State.AD_REFERENDUM: say("approves ad referendum, which its capital must confirm"),
        State.RESERVES: say("reserves its position"),
        State.OBJECTS: say("objects"),
        State.WAITING: say("waiting"),
    }[state]


def in_the_way(consent: Consent) -> Sequence[str]:
    """Say all that keeps a proposal from being adopted."""
    objections = [_against(one) for one in consent.objections]
    return [*objections, *(requirement_line(one) for one in consent.standings if not one.is_met)]


def renamed_line(title: str) -> str:
    """Say that a title named no new proposal, but this one anew."""
    return say(
        "It was called {title}: what should be a proposal of its own begins on main, by `git switch main`.",
        title=title,
    )


def withdrawn_line() -> str:
    """Say on whom a proposal waits that was withdrawn."""
    return say("It was withdrawn, so it waits on nobody.")


def held_already(id: str) -> str:
    """Say of a proposal that it would change nothing any more, and what its author does next."""
    return say(
        "Main already holds all that it changes: {nation} takes it back by `workbook withdraw {id}`.",
        nation=id.partition("-")[0],
        id=id,
    )


def left_line(id: str) -> str:
    """Say where one stands once a proposal that one worked on is withdrawn."""
    return say("You are on main again; what {id} held stays on the branch proposal/{id}.", id=id)


def waiting_line(consent: Consent) -> str:
    """Say on whom a proposal waits, in a few words."""
    if consent.is_complete:
        return say("nobody: it can be adopted")
    return ", ".join(consent.waiting_on) or say("the policy of the plan, which names nobody")


def silence_line(last: date) -> str:
    """Say from when on silence is consent: `Whoever says nothing by 2022-10-20 consents, but ...`."""
    return say(
        "Whoever says nothing by {last} consents, but never to what concerns its own money, stock, share or "
        "record.",
        last=last,
    )


def unasked_line(one: Requirement, layer: str) -> str:
    """Say that somebody is named in a layer that they cannot read."""
    return say(
        "{nation} is named in {key}, but cannot read the layer {layer}, so it is not asked.",
        nation=one.nations[0],
        key=one.key,
        layer=layer,
    )


def proposer_left(nation: str) -> str:
    """Say that who put a proposal forward is no member."""
    return say("{nation}, which put it forward, is not among the members.", nation=nation)


def asked_left(nation: str, proposer: str, secretariat: str) -> str:
    """Say that who must approve is no member, and how that is mended."""
    return say(
        "{nation}, which must approve it, is not among the members: {proposer} names another, or "
        "{secretariat} adds it to the group members in plans/workbook.toml.",
        nation=nation,
        proposer=proposer,
        secretariat=secretariat,
    )


def under_its_code(nation: str) -> str:
    """Say how one acts for a nation whose code was changed."""
    return say(
        "{nation} is not among the members: if you act for it, do so under that code, by `git config "
        "workbook.nation {nation}`.",
        nation=nation,
    )


def layer_words(layer: str) -> str:
    """Name a layer within a sentence."""
    return say("the layer {layer}", layer=layer) if layer else say("the shared layer")


def publish_first(named: str, layer: str, proposal: str) -> str:
    """Say that a record of a wider layer is not there yet for others, and what is done first."""
    where = layer_words(layer)
    if proposal:
        return say(
            "names {named}, which is in {proposal} of {where}; that must be adopted first",
            named=named, proposal=proposal, where=where,
        )  # fmt: skip
    return say(
        "names {named}, which is not published in {where} yet; publish it first, by `workbook sync`",
        named=named, where=where,
    )  # fmt: skip


def layers_line(layers: Sequence[str]) -> str:
    """Name some layers within a sentence."""
    *first, last = map(layer_words, layers)
    return say("{first} and {last}", first=", ".join(first), last=last) if first else last


def in_layer(layer: str, told: str) -> str:
    """Say of what is told that it is of a narrower layer: `nordic: Buy barrels jointly`."""
    return say("{layer}: {told}", layer=layer, told=told) if layer else told


def reservation_line(one: Voice) -> str:
    """Say that a nation is against it without a right to stop it."""
    about = say(" to {about}", about=one.about) if one.about else ""
    return say(
        "{nation} {verdict}s{about}: on record, and does not block.",
        nation=one.nation,
        verdict=one.verdict,
        about=about,
    )


def verdict_word(verdict: Verdict) -> str:
    """Say what a nation does by a review: `SWE objects`."""
    return {
        Verdict.APPROVE: say("approves"),
        Verdict.APPROVE_AD_REFERENDUM: say("approves ad referendum"),
        Verdict.RESERVE: say("reserves its position"),
        Verdict.OBJECT: say("objects"),
        Verdict.COMMENT: say("says"),
    }[verdict]


def thread_line(about: str) -> str:
    """Head what was said about one thing: `On NOR-C-7K3Q quantity:`."""
    id, _, field = about.partition(":")
    what = f"{id} {field}".strip() or say("the whole")
    return say("On {what}:", what=what)


def remark_line(one: Voice, text: str, is_replaced: bool) -> str:
    """Tell one thing that was said: `SWE objects, 2022-09-28 10:00 UTC (SWE-V-1A2B): Two too many.`"""
    since = say(", replaced since") if is_replaced else ""
    line = say(
        "{nation} {verdict}, {moment} UTC ({id}{since})",
        nation=one.nation,
        verdict=verdict_word(one.verdict),
        moment=f"{one.on.astimezone(UTC):%Y-%m-%d %H:%M}",
        id=one.id,
        since=since,
    )
    return f"{line}: {text}" if text else line


def stands_line(one: Voice) -> str:
    """Say that something held against a part stands, though more was approved since."""
    about = say(" --about {about}", about=one.about) if one.about else ""
    return say(
        "What you hold against {part} stands ({id}): approve that too, with --verdict approve{about}.",
        part=one.about or say("the whole"),
        id=one.id,
        about=about,
    )


def part_line(about: str, id: str) -> str:
    """Say that an approval of a part is none of the rest."""
    return say(
        "You approved {about} alone: approve the rest by `workbook review {id} --verdict approve`.",
        about=about,
        id=id,
    )


def need_line(one: Requirement) -> str:
    """Say why something cannot be published without others; another's own record is not even proposed."""
    who = ", ".join(one.nations)
    line = say("{key} needs {who}, as {why}.", key=one.key, who=who, why=why(one))
    if one.reason is not Reason.OWNER:
        return line
    return f"{line} {say('Take your change back by `workbook undo`, and ask {who} for it.', who=who)}"


def held_line(needs: Sequence[str]) -> str:
    """Say that something is not published because others must approve it; "" where nobody must."""
    if not needs:
        return ""
    return say("Not published, because others must approve it: {needs} Propose it.", needs=" ".join(needs))


def propose_it() -> str:
    """Say how others come to approve something."""
    return say('Not published, because others must approve it: `workbook propose "TITLE"`.')


def proposed_as(id: str) -> str:
    """Say that what is not published is proposed already, and where one goes on."""
    return say("It is proposed already, as {id}: go on there by `git switch proposal/{id}`.", id=id)


def follows_upon(id: str) -> str:
    """Say that what is not published begins with an open proposal, and how it is sent with that."""
    return say(
        "It follows upon {id}, which is proposed: bring it there by `git switch proposal/{id}` and "
        "`workbook merge main`, then `workbook propose`.",
        id=id,
    )


def as_last_seen(note: str, moment: datetime | None) -> str:
    """Say that what is shown is what was last seen, when that was, and why."""
    if moment is None:
        return say("{note} Shown as last seen.", note=note)
    when = f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"
    return say("{note} Shown as last seen, {when} UTC.", note=note, when=when)


def set_back_line(one: SetBack) -> str:
    """Say that a shared branch no longer holds what was seen of it, and what that means here."""
    kind, _, rest = one.branch.partition("/")
    told = {"remote": one.remote, "seen": one.seen[:10], "ref": one.ref}
    if kind == "review":
        nation, _, id = rest.partition("/")
        return say(
            "What {nation} said of {id} was set back on {remote} by a forced push: here it counts on as it "
            "was seen, {seen}. If {nation} itself did that, run `git update-ref -d {ref}`.",
            nation=nation, id=id, **told,
        )  # fmt: skip
    if kind == "proposal":
        return say("{id} was rewritten on {remote} by a forced push: look at it anew.", id=rest, **told)
    return say(
        "{branch} of {remote} was rewritten by a forced push, and no longer holds what was published: here "
        "it stays as it was seen, {seen}. Its keeper must bring that back; if all agree that it goes, run "
        "`git update-ref -d {ref}`.",
        branch=one.branch, **told,
    )  # fmt: skip


def cleared_subject(nation: str, ids: Sequence[str]) -> str:
    """Head the commit that clears away what another file counts in place of."""
    named = ", ".join(ids[:3]) + (say(" and {more:,} more", more=len(ids) - 3) if len(ids) > 3 else "")
    return say("{nation} clears away what its own records replace: {named}", nation=nation, named=named)


def cleared_line(ids: Sequence[str]) -> str:
    """Say what was cleared away."""
    return say("Cleared away what your own records replace: {ids}.", ids=", ".join(ids))


def noted_again(id: str, path: str, changes: Sequence[str]) -> str:
    """Say that something was noted after its nation took it over."""
    return say(
        "{id} was noted anew since you took it over: {changes}. Change yours, or delete {path}, then sync "
        "again.",
        id=id,
        changes=", ".join(changes),
        path=path,
    )


def back_on_main(id: str) -> str:
    """Say that work goes on on main, as it holds the proposal."""
    return say("{id} is adopted: you are back on main.", id=id)


def ended_line(branches: Sequence[str]) -> str:
    """Say that branches of proposals are gone here; "" for none."""
    if not branches:
        return ""
    if len(branches) == 1:
        return say("Cleared away the branch {branch} here, as main holds all of it.", branch=branches[0])
    names = ", ".join(branches)
    return say("Cleared away the branches {names} here, as main holds all of them.", names=names)


def changes_of_its_own(branch: str) -> str:
    """Say that a branch here was not brought up to what was adopted."""
    return say("{branch} has changes of its own; bring in what is new by `workbook sync`.", branch=branch)


def main_is_apart(id: str) -> str:
    """Say that one stays on the branch of a proposal, though main holds it."""
    return say(
        "{id} is adopted, but main here has changes of its own: run `git switch main`, then `workbook sync`.",
        id=id,
    )


def age_words(days: int) -> str:
    """Say how long a proposal lies there."""
    return say("today") if days <= 0 else counted(days, "{number} day", "{number} days")


def conflict_line(places: Sequence[str]) -> str:
    """Say that a proposal and main changed the same."""
    return say("Conflicts with main over {places}: its author must sync.", places=", ".join(places))


def rival_line(id: str, places: Sequence[str]) -> str:
    """Say that two open proposals change the same, and differently."""
    return say("{id} changes {places} differently.", id=id, places=", ".join(places))


def _against(one: Voice) -> str:
    about = say(" to {about}", about=one.about) if one.about else ""
    return say("{nation} objects{about}.", nation=one.nation, about=about)


def _state(nation: str, state: State, asked: Requirement) -> str:
    word = state_word(state)
    return word if len(asked.nations) == 1 else say("{nation} {word}", nation=nation, word=word)


def synced_lines(name: str, *, brought: int, sent: int) -> Sequence[str]:
    """Say what came from and went to a shared repository."""
    lines = []
    if brought:
        changes = counted(brought, "{number} change", "{number} changes")
        lines.append(say("Brought in {changes} from {name}.", changes=changes, name=name))
    if sent:
        changes = counted(sent, "{number} change", "{number} changes")
        lines.append(say("Published {changes} to {name}.", changes=changes, name=name))
    return lines


def nothing_new(name: str) -> str:
    """Say that nothing came and nothing went."""
    return say("Nothing new: all is as on {name}.", name=name)
