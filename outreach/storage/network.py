"""What goes between municipalities: requirement cards, questions to colleagues, neighbours' tenders, words of flyers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Table, select

from outreach.domain.inquiry import Inquiry
from outreach.domain.neighbour import FlyerText, NeighbourTender
from outreach.domain.record import Kind
from outreach.domain.requirement_card import RequirementCard
from outreach.domain.search_text import index_text, query_words
from outreach.domain.sorting import sort_key
from outreach.storage import tables
from outreach.storage.store import Store


class RequirementCardStore(Store[RequirementCard]):
    """The requirement cards, ours and those of others."""

    kind: ClassVar[Kind] = Kind.REQUIREMENT_CARD
    table: ClassVar[Table] = tables.requirement_card
    record_type = RequirementCard

    def columns_of(self, record: RequirementCard) -> dict[str, Any]:
        """Title, buyer and tender."""
        own = {"title": record.title, "sort": sort_key(record.title)}
        return own | {"buyer": record.buyer, "tender": record.tender}

    def words_of(self, record: RequirementCard) -> str:
        """Title, buyer, and the words of its requirements."""
        words = (text for one in record.requirements for text in (one.text, one.why, one.said))
        return index_text(record.title, record.buyer, record.notes, *words)

    def terms_of(self, record: RequirementCard) -> Iterable[tuple[str, str]]:
        """Codes, and the packages it came in."""
        yield from (("cpv", code) for code in record.cpv)
        yield from (("origin", origin) for origin in record.origins)

    def of_tender(self, tender: UUID) -> list[RequirementCard]:
        """Return the cards of a tender."""
        return self.all(self.table.c.tender == tender)


class InquiryStore(Store[Inquiry]):
    """The questions to colleagues."""

    kind: ClassVar[Kind] = Kind.INQUIRY
    table: ClassVar[Table] = tables.inquiry
    record_type = Inquiry

    def columns_of(self, record: Inquiry) -> dict[str, Any]:
        """Title, the question it came from, when it went out, whether it is over."""
        own = {"title": record.title, "sort": sort_key(record.title)}
        return own | {"question": record.question, "drafted": record.drafted, "closed": record.closed}

    def words_of(self, record: Inquiry) -> str:
        """The question and its answers, with the municipalities that gave them."""
        answers = (text for one in record.answers for text in (one.text, one.municipality))
        return index_text(record.title, record.text, *record.tags, *answers)

    def terms_of(self, record: Inquiry) -> Iterable[tuple[str, str]]:
        """Codes, tags, and the packages it came in."""
        yield from (("cpv", code) for code in record.cpv)
        yield from (("tag", tag) for tag in record.tags)
        yield from (("origin", origin) for origin in record.origins)

    def of_question(self, question: UUID) -> list[Inquiry]:
        """Return those that ask the network a question of our bank."""
        return self.all(self.table.c.question == question)

    def waited_for(self, questions: Sequence[UUID]) -> set[UUID]:
        """Return those of our questions that colleagues were asked and that nobody has closed yet."""
        c = self.table.c
        wanted = select(c.question).where(c.question.is_not(None), c.drafted.is_not(None), c.closed.is_(None))
        # The open ones are few; the questions may be thousands.
        return set(self.connection.execute(wanted).scalars()) & set(questions)

    def found(self, text: str) -> list[Inquiry]:
        """Return those in which all words of `text` begin a word, oldest first; an empty text finds all.

        They are few, so they are read one by one: there is no index of their words.
        """
        wanted = query_words(text)
        return [one for one in self.all() if _begins_each(self.words_of(one).split(), wanted)]


def _begins_each(held: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(one) for word in held) for one in wanted)


class NeighbourTenderStore(Store[NeighbourTender]):
    """The coming tenders of other municipalities."""

    kind: ClassVar[Kind] = Kind.NEIGHBOUR_TENDER
    table: ClassVar[Table] = tables.neighbour_tender
    record_type = NeighbourTender

    def columns_of(self, record: NeighbourTender) -> dict[str, Any]:
        """Title, buyer and the day expected."""
        own = {"title": record.title, "sort": sort_key(record.title)}
        return own | {"buyer": record.buyer, "expected": record.expected}

    def words_of(self, record: NeighbourTender) -> str:
        """Title and buyer."""
        return index_text(record.title, record.buyer)

    def terms_of(self, record: NeighbourTender) -> Iterable[tuple[str, str]]:
        """Codes, and the packages it came in."""
        yield from (("cpv", code) for code in record.cpv)
        yield from (("origin", origin) for origin in record.origins)


class FlyerTextStore(Store[FlyerText]):
    """The words of flyers."""

    kind: ClassVar[Kind] = Kind.FLYER_TEXT
    table: ClassVar[Table] = tables.flyer_text
    record_type = FlyerText

    def columns_of(self, record: FlyerText) -> dict[str, Any]:
        """Title and language."""
        return {"title": record.title, "sort": sort_key(record.title), "language": record.language}

    def words_of(self, record: FlyerText) -> str:
        """Title and text."""
        return index_text(record.title, record.text)

    def terms_of(self, record: FlyerText) -> Iterable[tuple[str, str]]:
        """Codes, and the packages it came in."""
        yield from (("cpv", code) for code in record.cpv)
        yield from (("origin", origin) for origin in record.origins)
