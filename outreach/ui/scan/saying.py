"""What was found, in the reader's words: titles for the list, who is known already, and what is not sure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from outreach.domain.person import Card
from outreach.domain.problem import cut
from outreach.domain.quick_line import Unsure
from outreach.domain.record import Kind
from outreach.domain.scanned import CONTENT_LABELS, EMPTY_CARD, Content, ContentKind
from outreach.explain import say_problem
from outreach.language import N_
from outreach.services.import_words import say_erased
from outreach.services.matching import REASONS
from outreach.services.scan import Finding, Known, Scanned
from outreach.ui.line_list import Line
from outreach.ui.words import Words

_ICONS = {
    ContentKind.CARD: "people",
    ContentKind.LINK: "link",
    ContentKind.EMAIL: "mail",
    ContentKind.PHONE: "phone",
    ContentKind.EVENT: "events",
    ContentKind.BADGE: "tag",
    ContentKind.TEXT: "note",
    ContentKind.SIGNATURE: "mail",
    ContentKind.READ: "cards",
}
NO_CODE = N_("No code in the picture")


@dataclass(eq=False, slots=True)
class Item:
    """One thing in the preview, with what the officer has made of it. `card` is what stands in the fields."""

    name: str
    picture: bytes = field(default=b"", repr=False)
    finding: Finding | None = None
    problem: str = ""
    card: Card = EMPTY_CARD
    proposed: bool = False
    tried: bool = False

    @property
    def content(self) -> Content | None:
        """What was found, or None for a picture without a code and for what could not be read."""
        return self.finding.content if self.finding else None


def items_of(scans: list[Scanned], words: Words) -> list[Item]:
    """Return what a preview shows of what was read: each finding, each picture without one, each file that was refused."""
    items: list[Item] = []
    for scanned in scans:
        items += [Item(scanned.name, scanned.picture, one, card=one.content.card) for one in scanned.findings]
        if not scanned.findings and scanned.picture:
            items.append(Item(scanned.name, scanned.picture))
        elif not scanned.findings:
            problems = [say_problem(one, words.language) for one in scanned.problems]
            items.append(Item(scanned.name, problem=" ".join(problems)))
    return items


def item_line(item: Item, words: Words) -> Line:
    """Return the line of the list at the left."""
    content = item.content
    if content is None:
        title = item.problem or words(NO_CODE)
        return Line(item.name or title, title if item.name else "", icon="warning" if item.problem else "cards", data=item)
    who = item.card.name or cut(content.text)
    kind = words(CONTENT_LABELS[content.kind])
    detail = f"{kind} · {content.symbology}" if content.symbology else kind
    return Line(who, detail, icon=_ICONS[content.kind], data=item)


def known_line(known: Known, words: Words) -> Line:
    """Return the line that says who is known already, and why."""
    reasons = ", ".join(words(REASONS[reason]) for reason in known.reasons)
    return Line(known.title, reasons, icon="people" if known.kind is Kind.PERSON else "companies", data=known)


def erased_line(at: datetime, words: Words) -> Line:
    """Return the line that says that the card may bring back somebody who was erased."""
    return Line(say_erased(at, words.language), icon="warning", tone="warning")


def say_doubts(doubts: tuple[Unsure, ...], words: Words) -> str:
    """Write what is not sure, one line each."""
    return "\n".join(f"{cut(one.text)}: {words(one.reason)}" if one.text else words(one.reason) for one in doubts)
