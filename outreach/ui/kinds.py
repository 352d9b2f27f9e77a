"""How records of each kind look in results: heading, icon, and the words of one hit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from outreach.domain.contact import show_phone
from outreach.domain.listing import Hit
from outreach.domain.record import Kind
from outreach.language import N_, NN_
from outreach.ui.line_list import Line
from outreach.ui.words import Words

KIND_TITLES: dict[Kind, str] = {
    Kind.COMPANY: N_("Companies"),
    Kind.PERSON: N_("People"),
    Kind.EVENT: N_("Events"),
    Kind.TENDER: N_("Tenders"),
    Kind.MEETING: N_("Conversations"),
    Kind.FOLLOW_UP: N_("Follow-ups"),
    Kind.OFFICER: N_("Officers"),
    Kind.UNIT: N_("The unit"),
    Kind.QUESTION: N_("Questions"),
    Kind.GUEST: N_("Guests"),
    Kind.INBOX_CARD: N_("Cards to type in"),
    Kind.APART: N_("Not the same"),
    Kind.VIEW: N_("Views"),
    Kind.PLAN: N_("Plans"),
    Kind.TEMPLATE: N_("Templates"),
    Kind.INVITATION: N_("Invitations"),
    Kind.REPLY: N_("Answers"),
    Kind.NOTICE: N_("Notices"),
    Kind.NOTIFICATION: N_("Notified companies"),
    Kind.PRINTING: N_("What was printed"),
    Kind.RULE: N_("Rules"),
    Kind.WATCH: N_("Watch list"),
    Kind.PLAIN_WORD: N_("Plain words"),
    Kind.INDUSTRY_LINK: N_("Industries and codes"),
    Kind.DISCLOSURE: N_("To be told to everyone"),
    Kind.BID: N_("Bids"),
    Kind.NO_BID: N_("Why no bid"),
    Kind.CONTRACT: N_("Contracts"),
    Kind.REQUIREMENT_CARD: N_("Requirement cards"),
    Kind.INQUIRY: N_("Questions to colleagues"),
    Kind.NEIGHBOUR_TENDER: N_("Neighbours' tenders"),
    Kind.FLYER_TEXT: N_("Flyer texts"),
    Kind.BENCHMARK: N_("Figures to compare with"),
    Kind.PURPOSE: N_("Purposes"),
    Kind.RETENTION_RULE: N_("Retention rules"),
    Kind.PRIVACY_TEXT: N_("Information texts"),
}
KIND_ICONS: dict[Kind, str] = {
    Kind.COMPANY: "companies",
    Kind.PERSON: "people",
    Kind.EVENT: "events",
    Kind.TENDER: "tenders",
    Kind.MEETING: "note",
    Kind.FOLLOW_UP: "follow-up",
    Kind.OFFICER: "people",
    Kind.UNIT: "outreach",
    Kind.QUESTION: "questions",
    Kind.GUEST: "people",
    Kind.INBOX_CARD: "cards",
    Kind.APART: "people",
    Kind.VIEW: "list",
    Kind.PLAN: "list",
    Kind.TEMPLATE: "events",
    Kind.INVITATION: "people",
    Kind.REPLY: "note",
    Kind.NOTICE: "tenders",
    Kind.NOTIFICATION: "mail",
    Kind.PRINTING: "print",
    Kind.RULE: "clock",
    Kind.WATCH: "search",
    Kind.PLAIN_WORD: "note",
    Kind.INDUSTRY_LINK: "link",
    Kind.DISCLOSURE: "info",
    Kind.BID: "tenders",
    Kind.NO_BID: "note",
    Kind.CONTRACT: "contracts",
    Kind.REQUIREMENT_CARD: "list",
    Kind.INQUIRY: "questions",
    Kind.NEIGHBOUR_TENDER: "tenders",
    Kind.FLYER_TEXT: "handouts",
    Kind.BENCHMARK: "list",
    Kind.PURPOSE: "list",
    Kind.RETENTION_RULE: "clock",
    Kind.PRIVACY_TEXT: "info",
}
TIMES_ANSWERED = NN_("{n} answer", "{n} answers")
TIMES_ASKED = NN_("asked once", "asked {n} times")
#: The page on which a record of a kind is shown. A conversation is shown on the page of whom it was with.
KIND_PAGES: dict[Kind, str] = {
    Kind.COMPANY: "companies",
    Kind.PERSON: "people",
    Kind.EVENT: "events",
    Kind.TENDER: "tenders",
    Kind.QUESTION: "questions",
    Kind.INQUIRY: "network",
    Kind.REQUIREMENT_CARD: "network",
    Kind.NEIGHBOUR_TENDER: "network",
    Kind.FLYER_TEXT: "network",
    Kind.CONTRACT: "contracts",
}


def hit_line(hit: Hit, words: Words) -> Line:
    """Return a hit as a line; its data is the hit."""
    return Line(_one_line(hit.title), hit_detail(hit, words), icon=KIND_ICONS[hit.kind], data=hit)


def hit_detail(hit: Hit, words: Words) -> str:
    """Return what stands beside a hit's title, in the reader's language."""
    if hit.kind is Kind.EVENT and hit.detail:
        return words.language.day(date.fromisoformat(hit.detail))
    if hit.kind is Kind.QUESTION:
        return words.count(TIMES_ASKED, int(hit.detail or 0))
    if hit.kind is Kind.INQUIRY:
        return words.count(TIMES_ANSWERED, int(hit.detail or 0))
    return show_phone(hit.detail) if hit.kind is Kind.COMPANY else hit.detail


def grouped(hits: Iterable[Hit], words: Words) -> list[Line]:
    """Return hits as lines under the heading of their kind."""
    lines: list[Line] = []
    kind: Kind | None = None
    for hit in hits:
        if hit.kind is not kind:
            kind = hit.kind
            lines.append(Line(words(KIND_TITLES[kind]), heading=True))
        lines.append(hit_line(hit, words))
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())
