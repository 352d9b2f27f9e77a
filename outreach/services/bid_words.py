"""Sentences about bids, for the window, the command line and print alike."""

from __future__ import annotations

from collections.abc import Iterable

from outreach.domain.bid import LOCAL_BY_LABELS, LOCALITY_LABELS, NO_BID_LABELS, Locality, NoBidReason
from outreach.domain.codes import cpv_name, municipality_name
from outreach.domain.company import SIZE_LABELS, SizeClass
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language
from outreach.services.bids import LotBids, SeenBid, TenderBids
from outreach.services.no_bids import WAY_LABELS, Lessons, Missing
from outreach.services.radar import SMALL, History

BIDS = NN_("{n} bid", "{n} bids")
NUMBER_UNKNOWN = N_("number of bids not known")
DIFFERENT = NN_("the list has {n}", "the list has {n}")
FIRST = N_("first bid in this register")
SAID = NN_("{n} × {reason}", "{n} × {reason}")
FEW_LOTS = NN_(
    "Only {n} lot: too few to say anything in general.", "Only {n} lots: too few to say anything in general."
)
BEFORE = NN_("{mean} bids in the mean over {n} lot", "{mean} bids in the mean over {n} lots")
NONE_OR_ONE = N_("{zero} without a bid, {one} with one")
NOT_TOLD = NN_("{n} lot without a known number", "{n} lots without a known number")

#: What is said on the telephone: three polite sentences; nobody is pressed.
SCRIPT = (
    N_("Hello, this is {officer} at {unit}. You knew of our tender “{tender}”, and we saw no bid from you."),
    N_(
        "Bidding is up to you. We only wish to know what we can do better: the time, the size, a requirement, the price model?"
    ),
    N_("Thank you. Your answer changes nothing for you in any tender, now or later."),
)


def say_lot(lot: LotBids, language: Language) -> str:
    """Return what stands above a lot's bids: its title, how many bids it had, and where our own list differs."""
    count = language.count(BIDS, lot.count) if lot.count is not None else language.say(NUMBER_UNKNOWN)
    differs = language.count(DIFFERENT, lot.named) if lot.differs else ""
    return " · ".join(part for part in (lot.title or lot.number, count, differs) if part)


def say_place(seen: SeenBid, language: Language) -> str:
    """Return where a bidder is: the municipality and what that is to us."""
    where = municipality_name(seen.bid.municipality) if seen.bid.municipality else ""
    what = language.say(LOCALITY_LABELS[seen.place])
    return f"{where} ({what[:1].lower()}{what[1:]})" if where and seen.place is not Locality.UNKNOWN else where or what


def say_size(seen: SeenBid, language: Language) -> str:
    """Return a bidder's size, by the EU's definition."""
    return (
        language.say(SIZE_LABELS[seen.bid.size])
        if seen.bid.size is not SizeClass.UNKNOWN
        else language.say(N_("Size unknown"))
    )


def say_bid(seen: SeenBid, language: Language) -> tuple[str, ...]:
    """Return what is known of one bid beside its name: sum, won or rejected, place, size, first time."""
    bid = seen.bid
    parts = (
        language.money(bid.value) if bid.value is not None else "",
        language.say(N_("Won")) if bid.won else "",
        "" if bid.valid else language.say(N_("rejected")),
        language.say(N_("joint bid")) if bid.joint else "",
        say_place(seen, language),
        say_size(seen, language),
        language.say(FIRST) if seen.first else "",
    )
    return tuple(part for part in parts if part)


def say_local_by(bids: TenderBids, language: Language) -> str:
    """Return the definition of local that is in force, as it stands beside each figure."""
    return language.say(LOCAL_BY_LABELS[bids.local_by])


def say_knew(missing: Missing, language: Language) -> str:
    """Return how a company knew of a tender: "Talked about it 3 Sep; Was told of it 5 Sep"."""
    return "; ".join(f"{language.say(WAY_LABELS[one.way])} {language.day(home_day(one.at))}" for one in missing.knew)


def say_reasons(reasons: Iterable[tuple[NoBidReason, int]], language: Language) -> str:
    """Return reasons with their number: "3 × too little time, 1 × a requirement"."""
    return ", ".join(
        language.count(SAID, number, reason=language.say(NO_BID_LABELS[reason]).lower()) for reason, number in reasons
    )


def say_lessons(lessons: Lessons, language: Language) -> str:
    """Return what companies said of earlier tenders of the kind, empty when nothing is known."""
    if not lessons.reasons:
        return ""
    return language.say(N_("Last time companies said: {reasons}."), reasons=say_reasons(lessons.reasons, language))


def script(officer: str, unit: str, tender: str, language: Language) -> tuple[str, ...]:
    """Return the three sentences for the telephone."""
    return tuple(language.say(one, officer=officer or "…", unit=unit or "…", tender=tender) for one in SCRIPT)


def say_group(history: History, language: Language) -> str:
    """Return a group of CPV codes with its name."""
    return f"{history.group} {cpv_name(f'{history.group:0<8}', language.code)}".strip()


def say_history(history: History, language: Language) -> str:
    """Return how many bids came before, with counts beside each figure and what is not known."""
    if history.mean is None:
        return language.count(NOT_TOLD, history.unknown)
    parts = [
        language.count(BEFORE, history.known, mean=language.number(round(history.mean, 2))),
        language.say(NONE_OR_ONE, zero=str(history.zero), one=str(history.one)),
        language.count(NOT_TOLD, history.unknown) if history.unknown else "",
    ]
    said = "; ".join(part for part in parts if part) + "."
    return f"{said} {language.count(FEW_LOTS, history.known)}" if history.known < SMALL else said
