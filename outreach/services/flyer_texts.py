"""The words of flyers, ours and those that others sent, to be used again: on a flyer, or as the description of a tender."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.company import without_personal_numbers
from outreach.domain.neighbour import FlyerText
from outreach.domain.record import Kind
from outreach.domain.sorting import sort_key
from outreach.errors import InvalidInput, NotFound
from outreach.language import LANGUAGES, N_
from outreach.services.neighbours import known_codes
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import Work


class FlyerTexts(Records[FlyerText]):
    """The verbs for texts of flyers."""

    kind: ClassVar[Kind] = Kind.FLYER_TEXT

    def all(self) -> list[FlyerText]:
        """Return the texts, in Swedish order of their titles."""
        with self.database.read() as view:
            return sorted(view.flyer_texts.all(), key=lambda one: sort_key(one.title))

    def checked(self, work: Work, record: FlyerText) -> FlyerText:
        """Clean the words, mask personal identity numbers. Raises InvalidInput without title or text."""
        del work
        title = " ".join(record.title.split())
        text = without_personal_numbers(record.text)[0].strip()
        if not title:
            raise InvalidInput(N_("Title"), N_("Say what the text is about."))
        if not text:
            raise InvalidInput(N_("Text"), N_("Write the text of the flyer."))
        if record.language not in LANGUAGES:
            raise InvalidInput(N_("Language"), N_("The language is Swedish (sv) or English (en)."))
        return replace(record, title=title, text=text, cpv=known_codes(record.cpv))

    def describe(self, tender_id: UUID, text_id: UUID) -> Changes:
        """Make a text the description of a tender. One action. Raises NotFound."""
        text = self.get(text_id)
        with self.database.work(N_("Took a flyer's text for {name}"), name="") as work:
            tender = work.tenders.get(tender_id)
            if tender is None:
                raise NotFound(str(tender_id))
            work.save(Kind.TENDER, replace(tender, description=text.text))
            work.rename_action(N_("Took a flyer's text for {name}"), name=tender.title)
        return work.changes
