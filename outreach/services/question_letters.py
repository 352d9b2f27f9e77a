"""What is answered to one goes to all: the answers about a tender as an e-mail draft to every company that was notified of it.

While a tender is under advertisement the procurement system is where they are published, to all at once; the letter says so, and
the officer is told (LOU 12 kap. 11 §: complements to all in writing, at the latest six days before the last day to bid).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.handout import HandoutKind
from outreach.domain.question import Question
from outreach.domain.record import Kind
from outreach.domain.rule_deadlines import DeadlineKind
from outreach.domain.sorting import sort_key
from outreach.domain.tender import Tender, is_under_advertisement
from outreach.domain.unit import Unit
from outreach.domain.when import home_day
from outreach.errors import CannotWrite, InvalidInput
from outreach.language import N_, Language
from outreach.services.leaving import drafts_leaving
from outreach.services.tender_letters import Drafts, Wording, signature, write_drafts

if TYPE_CHECKING:
    from outreach.services.house import House

TOLD = N_("Told the answers about {name} to all notified; companies: {count}")
SUBJECT = N_("Questions and answers: {title}")
ADVERTISED = N_("Publish the answers in the procurement system first: it is under advertisement, and all must get them at once.")
_GREETING = N_("Hello,")
_LEAD = N_("suppliers have asked us about what stands below. Everybody whom we told of it gets the same answers.")
_ATTACHED = N_("All questions and answers so far are attached.")
_IN_SYSTEM = N_("The answers stand in the procurement system too; what stands there is what counts.")
_PUBLIC = N_(
    "The notice is public and open to every company. That you get this letter gives you no better and no worse place than others."
)
_STOP = N_("Do not want letters like this? Answer and say so.")

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What there is to tell of a tender: the public answers that the notified have not got, and to whom it would go.

    `told` are those that went out before. `advertised`: the procurement system comes first.
    """

    tender: Tender
    questions: tuple[Question, ...]
    told: tuple[Question, ...]
    companies: tuple[UUID, ...]
    names: tuple[str, ...]
    advertised: bool


@dataclass(frozen=True, slots=True)
class Advertised:
    """A tender under advertisement: what is answered about it is published in the procurement system, by `answer_by` if known."""

    tender: Tender
    answer_by: date | None = None


@dataclass(frozen=True, slots=True)
class ToldAll:
    """The drafts that were written, the questions that were told, and what is on record now."""

    changes: Changes
    drafts: Drafts
    questions: tuple[Question, ...]
    advertised: bool


class QuestionLetters:
    """The verbs for telling everybody the same."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.database = house.database

    def waiting(self, tender_id: UUID) -> Waiting:
        """Return what there is to tell of a tender. Raises NotFound."""
        house = self._house
        tender = house.tenders.get(tender_id)
        public = house.questions.for_sheet([tender_id], answered=True)
        listed = [one for each in house.matches.lists(tender_id) for one in each.companies]
        companies = tuple(dict.fromkeys(one.company for one in listed if one.company is not None))
        return Waiting(
            tender,
            tuple(one for one in public if one.told is None),
            tuple(one for one in public if one.told is not None),
            companies,
            # A company that is gone from the register cannot be written to; its name still stands on the list.
            tuple(dict.fromkeys(one.name for one in listed if one.company is None)),
            is_under_advertisement(tender, home_day(house.now())),
        )

    def overview(self) -> list[Waiting]:
        """Return the tenders about which public answers wait to be told, those with the most first."""
        house = self._house
        public = house.questions.for_sheet(answered=True)
        tenders = dict.fromkeys(tender for one in public if one.told is None for tender in one.tenders)
        found = [self.waiting(one) for one in house.tenders.many(tenders)]
        return sorted(found, key=lambda one: (-len(one.questions), sort_key(one.tender.title)))

    def advertised(self, tenders: Iterable[UUID]) -> list[Advertised]:
        """Return those that are under advertisement, with the last day on which an answer to all is in time by the unit's rules."""
        house = self._house
        today = home_day(house.now())
        reckon = house.rules.reckoner(today)
        found = [one for one in house.tenders.many(tenders).values() if is_under_advertisement(one, today)]
        return [
            Advertised(one, next((each.act_by for each in reckon(one) if each.kind is DeadlineKind.ANSWERS), None))
            for one in found
        ]

    def tell(
        self,
        tender_id: UUID,
        folder: Path,
        language: str = "sv",
        report: Report | None = None,
        *,
        again: bool = False,
    ) -> ToldAll:
        """Write the answers about a tender as a draft to every company on its lists, all attached as a PDF; mark them told.

        All drafts or none; `report` is told how many are done, and may raise `Cancelled`. `again` tells what was told before too.
        Raises NotFound, InvalidInput when there is nothing to tell or nobody to tell it, CannotWrite, DiskFull.
        """
        found = self.waiting(tender_id)
        questions = (*found.questions, *found.told) if again else found.questions
        if not questions:
            none = N_("No public question about it has an answer.")
            raise InvalidInput(N_("Questions"), N_("All public answers about it have been told.") if found.told else none)
        if not found.companies:
            raise InvalidInput(N_("Companies"), N_("Nobody has been notified of this tender yet."))
        pdf = self._faq(tender_id, language)
        at = self.database.signature.clock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(folder, N_("the folder cannot be made")) from error

        def wording(unit: Unit, said: Language) -> Wording:
            return Wording(said.say(SUBJECT, title=found.tender.title), letter(found, questions, unit, said), (pdf,))

        with drafts_leaving(self.database, len(found.companies), tender_id), self.database.read() as view:
            drafts = write_drafts(view, found.tender, found.companies, folder, language, at, report, wording)
        if not drafts.files:
            raise InvalidInput(N_("Companies"), N_("None of them has an e-mail address, so nobody is told."))
        try:
            with self.database.work(TOLD, count="", name="") as work:
                for one in work.questions.many(one.id for one in questions).values():
                    work.save(Kind.QUESTION, replace(one, told=at))
                count, name = str(len(drafts.files)), found.tender.title
                work.rename_action(TOLD, count=count, name=name)
        except BaseException:
            for file in drafts.files:
                file.unlink(missing_ok=True)
            raise
        drafts = replace(drafts, without_address=(*drafts.without_address, *found.names))
        return ToldAll(work.changes, drafts, tuple(questions), found.advertised)

    def _faq(self, tender_id: UUID, language: str) -> tuple[str, bytes]:
        """Return the questions and answers about a tender as a PDF, with the name of its file."""
        handouts = self._house.handouts
        order = replace(
            handouts.usual(HandoutKind.QUESTION_SHEET, language), tenders=(tender_id,), answered=True, empty_lines=0
        )
        return f"{handouts.file_name(order)}.pdf", handouts.draw(handouts.put_together(order))


def letter(found: Waiting, questions: tuple[Question, ...], unit: Unit, language: Language) -> str:
    """Return the words of the draft, the same for every company."""
    say = language.say
    told = [f"{one.text}\n{one.answer}" for one in questions]
    paragraphs = (
        say(_GREETING),
        say(_LEAD),
        found.tender.title,
        *told,
        " ".join(filter(None, (say(_ATTACHED), say(_IN_SYSTEM) if found.advertised else ""))),
        say(_PUBLIC),
        say(_STOP),
        signature(unit),
    )
    return "\n\n".join(filter(None, paragraphs))
