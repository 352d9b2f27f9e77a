"""The log of a tender as a PDF, whole for the diary or with the names masked for the tender documents (LOU 4 kap. 8 §).

A masked paper is read back before it is written: its text, metadata, alternative texts and unpacked streams. Should a name
still stand anywhere it is refused, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.dialogue_paper import DialoguePaper
from outreach.domain.masking import Masker
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NameStillThere
from outreach.language import N_, Language
from outreach.services.dialogue_masks import masker_for
from outreach.services.dialogue_words import own_words, paper_of
from outreach.services.exports import write_file
from outreach.services.leaving import leaving_by
from outreach.services.tender_log import TenderLog, log_of

if TYPE_CHECKING:
    from outreach.services.house import House

Progress = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class DialogueMade:
    """A paper that was written: where, how many talks stand on it, how many pages."""

    file: Path
    entries: int
    pages: int


class Dialogue:
    """The verbs for the paper."""

    def __init__(self, house: House) -> None:
        self._house = house

    def log(self, tender: UUID) -> TenderLog:
        """Return what stands on the paper. Raises NotFound."""
        with self._house.database.read() as view:
            return log_of(view, tender)

    def make(self, tender: UUID, language: str = "sv", *, redacted: bool = False) -> DialoguePaper:
        """Put the paper together; with `redacted` every name is a neutral label. Raises NotFound."""
        return self._put_together(tender, language, redacted=redacted)[0]

    def draw(
        self, tender: UUID, language: str = "sv", *, redacted: bool = False, progress: Progress | None = None
    ) -> tuple[bytes, int]:
        """Return the PDF and how many talks stand on it.

        Raises NotFound, TypefaceMissing, Cancelled; NameStillThere when a masked name is found in it again.
        """
        from outreach.print.dialogue_log import draw_dialogue

        paper, masker = self._put_together(tender, language, redacted=redacted)
        pdf = draw_dialogue(paper, progress)
        if masker is not None:
            left = self._names_left(pdf, masker, paper)
            if left:
                raise NameStillThere(len(left))
        return pdf, paper.entries

    def save(
        self,
        tender: UUID,
        path: Path,
        language: str = "sv",
        *,
        redacted: bool = False,
        progress: Progress | None = None,
    ) -> DialogueMade:
        """Draw the paper into a file. Raises as `draw` does, CannotWrite, DiskFull, InvalidInput for a name that is not a .pdf."""
        from outreach.print.pages import page_count

        if path.suffix.casefold() != ".pdf":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")
        pdf, entries = self.draw(tender, language, redacted=redacted, progress=progress)
        ground = Language("sv").say(N_("The log of what was said before a tender, for the diary"))
        named = 0 if redacted else entries
        with leaving_by(
            self._house.database, "dialogue", named, form=".pdf", ground=ground, tender=tender, entries=entries, masked=redacted
        ):
            write_file(path, pdf)
        return DialogueMade(path, entries, page_count(pdf))

    def _put_together(self, tender: UUID, language: str, *, redacted: bool) -> tuple[DialoguePaper, Masker | None]:
        said = Language(language)
        with self._house.database.read() as view:
            log = log_of(view, tender)
            unit = self._house.unit.unit()
            masker = masker_for(view, log, unit, self._house.unit.officers(), said) if redacted else None
        return paper_of(log, unit, home_day(self._house.now()), said, masker), masker

    def _names_left(self, pdf: bytes, masker: Masker, paper: DialoguePaper) -> list[str]:
        from outreach.print.dialogue_log import draw_dialogue
        from outreach.print.read_back import hidden_text, seen_text

        # What stands in every such file: a firm may be called as a word of the format is.
        empty = draw_dialogue(replace(paper, title="", facts=(), sections=()))
        allowed = f"{own_words(paper.unit, Language(paper.language))}\n{hidden_text(empty)}"
        return list(dict.fromkeys(one for text in (seen_text(pdf), hidden_text(pdf)) for one in masker.found_in(text, allowed)))
