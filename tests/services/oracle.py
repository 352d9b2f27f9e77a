"""What the services must answer about a history, reckoned by the definitions in plain Python. Nothing of `outreach` is asked.

Written apart from the services: loops over facts, no SQL, none of their words. The definitions are those of the issue, of
`domain/coverage.py`, `domain/event_yield.py` and of what a list of no-bids says under itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from uuid import UUID

from tests.services.histories import EARLY, HOME, LATER, NOW, PROGRAMME, Firm, Gathering, History, Human, Purchase, Talk

STAGES = ("never", "met", "came", "asked", "notified", "bid", "won")
#: The sections of SNI 2007, by their divisions, as SCB prints them.
SECTIONS = {
    "A": range(1, 4),
    "B": range(5, 10),
    "C": range(10, 34),
    "D": range(35, 36),
    "E": range(36, 40),
    "F": range(41, 44),
    "G": range(45, 48),
    "H": range(49, 54),
    "I": range(55, 57),
    "J": range(58, 64),
    "K": range(64, 67),
    "L": range(68, 69),
    "M": range(69, 76),
    "N": range(77, 83),
    "O": range(84, 85),
    "P": range(85, 86),
    "Q": range(86, 89),
    "R": range(90, 94),
    "S": range(94, 97),
    "T": range(97, 99),
    "U": range(99, 100),
}


# Coverage ------------------------------------------------------------------------------------------------------------


def furthest(history: History, firm: UUID, since: date | None = None, *, programme: bool = False) -> str:
    """Return the furthest stage that a firm has reached."""
    own = [talk for talk in history.talks if talk.firm == firm and _counts_talk(history, talk, since, programme)]
    reached = {"never"}
    if own:
        reached.add("met")
    if any(talk.asked for talk in own):
        reached.add("asked")
    if any(_came_for(history, firm, since, programme)):
        reached.add("came")
    tagged = {tender.id for tender in history.purchases if PROGRAMME in tender.tags}
    for told in history.told:
        if firm in told.firms and _late_enough(told.at, since) and (not programme or told.tender in tagged):
            reached.add("notified")
    advertised = {tender.id: _advertised(tender) for tender in history.purchases}
    for offer in history.offers:
        day = advertised[offer.tender]
        late = since is None or (day >= since if day else _late_enough(LATER, since))
        if offer.firm == firm and late and (not programme or offer.tender in tagged):
            reached.add("bid")
            reached |= {"won"} if offer.won else set()
    return max(reached, key=STAGES.index)


def branches(firm: Firm, by: str) -> set[str]:
    """Return the rows in which a firm stands; {""} when it has no branch."""
    if by == "tag":
        return set(firm.tags) or {""}
    if by == "cpv":
        return {code[:2] for code in firm.cpv} or {""}
    if by == "division":
        return {code[:2] for code in firm.sni} or {""}
    numbers = [int(code[:2]) for code in firm.sni]
    return {letter for letter, divisions in SECTIONS.items() if any(one in divisions for one in numbers)} or {""}


def cells(
    history: History, by: str, since: date | None = None, *, programme: bool = False, cumulative: bool = False
) -> dict[str, list[set[UUID]]]:
    """Return who stands in each cell, row by row; the row "*" has everybody."""
    table: dict[str, list[set[UUID]]] = {"*": [set() for _ in STAGES]}
    for firm in history.firms:
        place = STAGES.index(furthest(history, firm.id, since, programme=programme))
        for row in {"*"} | branches(firm, by):
            columns = table.setdefault(row, [set() for _ in STAGES])
            for column in range(place + 1) if cumulative else [place]:
                columns[column].add(firm.id)
    return table


def _counts_talk(history: History, talk: Talk, since: date | None, programme: bool) -> bool:
    if not _late_enough(talk.at, since):
        return False
    events = {event.id for event in history.gatherings if PROGRAMME in event.tags}
    tenders = {tender.id for tender in history.purchases if PROGRAMME in tender.tags}
    return not programme or PROGRAMME in talk.tags or talk.event in events or bool(tenders & set(talk.about))


def _came_for(history: History, firm: UUID, since: date | None, programme: bool) -> Iterable[bool]:
    events = {event.id: event for event in history.gatherings}
    humans = {human.id: human for human in history.humans}
    for visitor in history.visitors:
        event = events[visitor.event]
        counts = visitor.came and (since is None or event.starts.date() >= since)
        if not counts or (programme and PROGRAMME not in event.tags):
            yield False
        elif visitor.firm is not None:
            yield visitor.firm == firm
        else:
            yield visitor.human is not None and firm in humans[visitor.human].firms


def _advertised(tender: Purchase) -> date | None:
    """Return the day of the notice: as written; of a tender that is evaluated already, else the last day to bid."""
    if tender.advertised is None and tender.closed and tender.deadline is not None:
        return tender.deadline.astimezone(HOME).date()
    return tender.advertised


def _late_enough(at: datetime, since: date | None) -> bool:
    return since is None or at.astimezone(HOME).date() >= since


# The log, and who did not bid ------------------------------------------------------------------------------------------


def open_news(history: History) -> dict[UUID, tuple[UUID | None, int]]:
    """Return what must still reach everyone, for which tender, and for how many days it has waited."""
    today = NOW.astimezone(HOME).date()
    waiting = [news for news in history.news if news.told is None]
    return {news.id: (news.tender, (today - news.opened.astimezone(HOME).date()).days) for news in waiting}


def did_not_bid(history: History, tender: UUID) -> set[UUID]:
    """Return the firms that knew of a tender in time and did not bid.

    Nobody is missing while bids can still come, but who gave a reason is listed in any case.
    """
    purchase = next(one for one in history.purchases if one.id == tender)
    offers = [offer for offer in history.offers if offer.tender == tender]
    bidders = {offer.firm for offer in offers}
    reasons = {excuse.firm for excuse in history.excuses if excuse.tender == tender}
    if not (offers or purchase.closed or (purchase.deadline is not None and purchase.deadline <= NOW)):
        return reasons
    knew: set[UUID | None] = {talk.firm for talk in history.talks if tender in talk.about}
    dialogues = {event.id for event in history.gatherings if event.dialogue and tender in event.shown}
    for visitor in history.visitors:
        expected = visitor.answer == "accepted" and not visitor.uninvited
        if visitor.event in dialogues and (visitor.came is True or expected):
            knew.add(visitor.firm)
    for told in history.told:
        if told.tender == tender and (purchase.deadline is None or told.at < purchase.deadline):
            knew |= set(told.firms)
    return {firm for firm in knew | reasons if firm is not None} - bidders


# What an event gave ----------------------------------------------------------------------------------------------------


def gave(histories: list[History], events: list[Gathering]) -> dict[str, object]:
    """Return what events gave together, of all that happened in these histories."""
    ids = {event.id for event in events}
    talks = [talk for one in histories for talk in one.talks]
    there = [talk for talk in talks if talk.event in ids and (talk.firm or talk.human)]
    visitors = [visitor for one in histories for visitor in one.visitors if visitor.event in ids]
    invited = [visitor for visitor in visitors if not visitor.walked_in and not visitor.uninvited]
    came = [visitor for visitor in visitors if visitor.came]
    promises = [promise for one in histories for promise in one.promises if promise.talk in {talk.id for talk in there}]
    planned = [event for event in events if event.planned]
    costs = [event for event in planned if event.cost is not None]
    currencies = {event.currency for event in costs}
    humans = {human.id: human for one in histories for human in one.humans}
    return {
        "events": len(events),
        "conversations": len(there),
        "companies": len({talk.firm for talk in there if talk.firm}),
        "new_companies": len(_first_met(talks, events)),
        "new_people": len({who for event in events for who in _new_people(talks, event, humans)}),
        "invited": len(invited),
        "accepted": sum(visitor.answer == "accepted" for visitor in invited),
        "came": len(came),
        "walk_ins": sum(visitor.walked_in for visitor in came),
        "promised": len(promises),
        "kept": sum(promise.kept for promise in promises),
        "hours": sum(event.hours for event in planned),
        "cost": (sum(event.cost or 0 for event in costs), *currencies) if len(currencies) == 1 else None,
        "with_hours": sum(event.hours > 0 for event in planned),
        "with_cost": len(costs),
        "new_with_hours": len(_first_met(talks, [event for event in planned if event.hours > 0])),
        "new_with_cost": len(_first_met(talks, costs)),
    }


def was_held(event: Gathering) -> bool:
    """Say whether an event has begun and was not called off."""
    return event.starts.replace(tzinfo=HOME) <= NOW and not event.cancelled


def is_told(history: History, event: Gathering) -> bool:
    """Say whether the year's list names an event: it has a plan, a conversation or a guest."""
    talked = any(talk.event == event.id and (talk.firm or talk.human) for talk in history.talks)
    return event.planned or talked or any(visitor.event == event.id for visitor in history.visitors)


def _first_met(talks: list[Talk], events: list[Gathering]) -> set[UUID]:
    """Return the firms whose first conversation ever was at one of these events."""
    ids = {event.id for event in events}
    first: dict[UUID, datetime] = {}
    for talk in talks:
        if talk.firm is not None:
            first[talk.firm] = min(talk.at, first.get(talk.firm, talk.at))
    return {talk.firm for talk in talks if talk.firm is not None and talk.event in ids and talk.at == first[talk.firm]}


def _new_people(talks: list[Talk], event: Gathering, humans: dict[UUID, Human]) -> set[UUID]:
    """Return those whose first conversation was at an event, and who came into the register on its day or later."""
    found: set[UUID] = set()
    for talk in talks:
        if talk.event != event.id or talk.human is None:
            continue
        earliest = min(other.at for other in talks if other.human == talk.human)
        entered = (EARLY if humans[talk.human].early else LATER).astimezone(HOME)
        if talk.at == earliest and entered >= datetime.combine(event.starts.date(), time.min, tzinfo=HOME):
            found.add(talk.human)
    return found
