"""Notices in words: kinds, bids received, winners, what a version changed. Both doors say the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from outreach.domain.codes import place_name
from outreach.domain.notice import KeptNotice
from outreach.domain.problem import cut
from outreach.domain.tender import STAGE_LABELS, Lot, LotResult, Money, Stage, Tender, Winner
from outreach.domain.when import HOME_ZONE
from outreach.language import N_, NN_, Language
from outreach.services.notices import NoticeChange

NOTICE_KINDS = {
    "consultation": N_("Market consultation"),
    "planning": N_("Planning notice"),
    "competition": N_("Contract notice"),
    "dir-awa-pre": N_("Notice of an intended direct award"),
    "result": N_("Result notice"),
    "cont-modif": N_("Notice of a changed contract"),
    "completion": N_("Notice of a completed contract"),
    "change": N_("Change notice"),
}
OUTCOMES = {
    "selec-w": N_("A winner was chosen"),
    "clos-nw": N_("Closed without a winner"),
    "open-nw": N_("No winner yet"),
}
#: BT-144, as far as a municipality meets them; other codes stand as they are.
REASONS = {
    "no-rece": N_("no tender came"),
    "all-rej": N_("all tenders were turned down"),
    "one-admis": N_("only one tender could be considered"),
    "no-signed": N_("the winner did not sign"),
    "chan-need": N_("the need had changed"),
    "ins-fund": N_("the money did not suffice"),
    "rev-body": N_("a review body decided so"),
    "rev-buyer": N_("the buyer decided so after a request for review"),
    "tech-proc-err": N_("an error in the procedure"),
    "other": N_("another reason"),
}
#: Fields that are withheld (BT-195), for people.
WITHHELD = {
    "BT-161": N_("the value of all"),
    "BT-118": N_("the framework's largest value"),
    "BT-1118": N_("the framework's value"),
    "BT-709": N_("the framework's largest value"),
    "BT-660": N_("the framework's value"),
    "BT-142": N_("the outcome"),
    "BT-144": N_("the reason"),
    "BT-759": N_("tenders received"),
    "BT-760": N_("tenders received"),
    "BT-720": N_("the winner's price"),
    "BT-711": N_("the highest price"),
    "BT-710": N_("the lowest price"),
    "BT-171": N_("the ranking"),
}
DEADLINES = {
    "BT-131": N_("Last day to bid"),
    "BT-1311": N_("Last day to ask to take part"),
    "BT-630": N_("Last day to show interest"),
    "BT-800": N_("Last day to answer the consultation"),
}
FIELDS = {
    "title": N_("Title"),
    "description": N_("Description"),
    "buyer": N_("Buyer"),
    "reference": N_("Reference"),
    "cpv": N_("CPV"),
    "place": N_("Place"),
    "stage": N_("Stage"),
    "expected_publication": N_("Expected publication"),
    "question_deadline": N_("Last day for questions"),
    "tender_deadline": N_("Last day to bid"),
    "contract_start": N_("Contract from"),
    "contract_end": N_("Contract to"),
    "contract_months": N_("Contract in months"),
    "months": N_("Contract in months"),
    "length": N_("Length of the contract"),
    "renewals": N_("May be renewed"),
    "options": N_("Options and renewals"),
    "framework_maximum": N_("Most that the framework may reach"),
    "value": N_("Value"),
    "withheld": N_("Not published"),
    "link": N_("Link"),
    "lot": N_("Lot"),
    "outcome": N_("Outcome"),
    "reason": N_("Reason"),
    "bids": N_("Tenders received"),
    "winners": N_("Winner"),
    "contract_signed": N_("Contract signed"),
}
_LENGTHS = {"UNLIMITED": N_("without end"), "UNKNOWN": N_("not known")}
_NOTHING = "–"
_LONGEST = 90
_RECEIVED = NN_("{n} tender received", "{n} tenders received")
_TIMES = NN_("{n} time", "{n} times")


def say_kind(notice: KeptNotice, language: Language) -> str:
    """Say what a notice is; one that takes another's place is called a change of it."""
    interest = N_("Call for expressions of interest") if notice.subtype == "CEI" else ""
    kind = language.say(interest or NOTICE_KINDS.get(notice.kind, N_("Notice")))
    return language.say(N_("{kind}, changed"), kind=kind) if notice.changes_notice else kind


def say_number(notice: KeptNotice) -> str:
    """Return a notice's number as published, else its id; with its version."""
    version = notice.notice_version if notice.form == "eforms" else ""
    return f"{notice.publication_number or notice.notice_id} {version and f'v. {version}'}".strip()


def say_day(notice: KeptNotice, language: Language) -> str:
    """Return the day of publication, else the day it was sent; empty where neither is told."""
    local = notice.dispatched.astimezone(ZoneInfo(HOME_ZONE)).date() if notice.dispatched else None
    day = notice.published or local
    return language.day(day) if day else ""


def say_bids(result: LotResult, language: Language) -> str:
    """Say how many tenders came: "3 tenders received", "at least 2, total unknown", "0 (no tender came)", "not published"."""
    if result.bids == 0:
        return language.say(N_("0 (no tender came)"))
    if result.bids is not None:
        return language.count(_RECEIVED, result.bids)
    if result.bids_at_least:
        return language.say(N_("at least {n}, total unknown"), n=language.number(result.bids_at_least))
    return language.say(N_("not published"))


def say_outcome(result: LotResult, language: Language) -> str:
    """Say how a lot ended, with the reason; empty where that is not told."""
    outcome = language.say(OUTCOMES[result.outcome]) if result.outcome in OUTCOMES else result.outcome
    reason = language.say(REASONS[result.reason]) if result.reason in REASONS else result.reason
    return f"{outcome}: {reason}" if outcome and reason else outcome or reason


def say_winner(winner: Winner, language: Language) -> str:
    """Say who won and for how much: "Norrlunds Bygg AB, Älvbro, 4 250 000 kr"."""
    price = language.money(winner.value) if winner.value else ""
    return ", ".join(part for part in (winner.name, winner.town, price) if part)


def say_winners(winners: Sequence[Winner], language: Language) -> str:
    """Say all winners; those who bid together are joined by a plus sign."""
    together: dict[str, list[Winner]] = {}
    for number, one in enumerate(winners):
        together.setdefault(one.tender_id or str(number), []).append(one)
    said = []
    for members in together.values():
        names = " + ".join(member.name for member in members)
        said.append(say_winner(members[0], language) if len(members) == 1 else _priced(names, members[0], language))
    return "; ".join(said)


def say_result(result: LotResult, language: Language) -> str:
    """Say one result on one line: "LOT-0001: 3 tenders received; Norrlunds Bygg AB, Älvbro"."""
    told = (
        say_bids(result, language),
        say_outcome(result, language) if not result.winners else "",
        say_winners(result.winners, language),
        say_withheld(result.withheld, language),
    )
    said = "; ".join(part for part in told if part)
    return f"{result.number}: {said}" if result.number else said


def say_withheld(fields: Sequence[str], language: Language) -> str:
    """Say which fields are not published; empty for none."""
    names = dict.fromkeys(language.say(WITHHELD[one]) for one in fields if one in WITHHELD)
    return language.say(N_("not published: {fields}"), fields=", ".join(names)) if names else ""


def say_deadline(tender: Tender) -> str:
    """Return the title of a tender's last day: to bid, to ask to take part, to answer (a catalogue text)."""
    fields = {lot.deadline_field for lot in tender.lots if lot.tender_deadline}
    return DEADLINES.get(fields.pop(), DEADLINES["BT-131"]) if len(fields) == 1 else DEADLINES["BT-131"]


def say_length(lot: Lot, language: Language) -> list[str]:
    """Say how long a lot's contract runs and how often it may be renewed, one text for each that is told."""
    said = [language.count(NN_("{n} month", "{n} months"), lot.months)] if lot.months else []
    if lot.length in _LENGTHS and not said:
        said.append(f"{language.say(FIELDS['length'])}: {language.say(_LENGTHS[lot.length])}")
    if lot.renewals:
        said.append(language.count(NN_("may be renewed {n} time", "may be renewed {n} times"), lot.renewals))
    return said


def say_change(change: NoticeChange, language: Language) -> tuple[str, str, str]:
    """Say one change as (what, before, after): ("LOT-0002: Last day to bid", "3 Dec 2026, 23:59", "17 Dec 2026, 23:59")."""
    title = language.say(FIELDS[change.field])
    if change.lot:
        title = f"{change.lot}: {title}"
    return title, _value(change.field, change.before, language), _value(change.field, change.after, language)


def _priced(names: str, winner: Winner, language: Language) -> str:
    return f"{names}, {language.money(winner.value)}" if winner.value else names


def _value(field: str, value: Any, language: Language) -> str:
    if isinstance(value, LotResult):
        return say_bids(value, language)
    if isinstance(value, bool):
        return language.say(N_("Yes")) if value else language.say(N_("No"))
    if value is None or value == "" or value == ():
        return _NOTHING
    return cut(_told(field, value, language), _LONGEST)


def _told(field: str, value: Any, language: Language) -> str:
    if isinstance(value, Money):
        return language.money(value)
    if isinstance(value, datetime):
        return language.moment(value)
    if isinstance(value, date):
        return language.day(value)
    if isinstance(value, Stage):
        return language.say(STAGE_LABELS[value])
    if isinstance(value, int):
        return language.count(_TIMES, value) if field == "renewals" else language.number(value)
    if field == "winners":
        return say_winners(value, language)
    if field == "withheld":
        return say_withheld(value, language) or _NOTHING
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return _coded(field, value, language)


def _coded(field: str, value: str, language: Language) -> str:
    if field == "place":
        return language.say(place_name(value))
    names = {"outcome": OUTCOMES, "reason": REASONS, "length": _LENGTHS}.get(field, {})
    return language.say(names[value]) if value in names else value
