"""Letters to suppliers: about a deviation, or thanks. The words are a start that the officer changes; nothing is sent from here.

A deviation is told plainly: what was promised, what was seen, that we want to hear their side, and by when.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.domain.company import Company
from outreach.domain.contact import show_phone
from outreach.domain.contract import Check, Contract, Outcome, Promise
from outreach.domain.contract_days import looked_at, open_deviations
from outreach.domain.mailbox import Mailbox
from outreach.domain.supplier_letter import LetterPaper, SupplierLetter, SupplierLetterKind
from outreach.domain.unit import Unit
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound
from outreach.language import N_, Language
from outreach.services.exports import Exported, write_file
from outreach.services.invitation_files import file_words
from outreach.services.tender_letters import address_of

if TYPE_CHECKING:
    from uuid import UUID

    from outreach.services.house import House

SUBJECT = N_("What was promised in the contract: {title}")
THANKS = N_("Thank you: what was promised was kept – {title}")
HELLO = N_("Hello,")
_CONTRACT = N_("We follow up our contracts, and this is about {title}{reference}.")
_PROMISED = N_("What was promised:\n{promise}")
_SEEN = N_("What we saw on {day}:\n{evidence}")
_NEXT = N_("What we think should happen next:\n{step}")
_HEAR = N_(
    "We want to hear your side. It may be that we have misunderstood something, or that there is a cause we do not know of."
)
_ANSWER = N_(
    "Please answer by {day}: what happened, what you do about it, and when it is done. You may write, or call and we talk it over."
)
_KEPT = N_("In our follow-up we looked at what was promised:")
_ALL_KEPT = N_(
    "All of it was kept. That makes the work of those who use what you deliver easier, and we want you to know it."
)
_THANK = N_("Thank you. If there is something that we can do better as a customer, we are glad to hear it.")
_REGARDS = N_("Kind regards")
_REFERENCE = N_(" ({reference})")
ABOUT = N_("Contract: {title}")
REFERENCE = N_("Our reference: {reference}")
MAIL = N_("{hello}\n\nThe letter is attached. Please answer to this address.\n\n{signature}")
#: A supplier gets so long to answer, and never a day off.
_TIME_TO_ANSWER = timedelta(days=14)


class ContractLetters:
    """The verbs for letters to suppliers."""

    def __init__(self, house: House) -> None:
        self._house = house

    def proposed(
        self, contract_id: UUID, kind: SupplierLetterKind, language: Language, promise_id: UUID | None = None
    ) -> SupplierLetter:
        """Return the words to begin with. Raises NotFound; InvalidInput where there is no deviation, or nothing that was kept.

        A letter about a deviation is about the promise named, else about the one that was found broken last.
        """
        contract = self._house.contracts.get(contract_id)
        if kind is SupplierLetterKind.THANKS:
            return self._thanks(contract, language)
        promise, check = _deviation(contract, promise_id)
        return self._deviation(contract, promise, check, language)

    def paper(self, contract_id: UUID, letter: SupplierLetter) -> LetterPaper:
        """Return the letter as it is printed: the unit's head, the supplier's address, what it is about. Raises NotFound."""
        contract = self._house.contracts.get(contract_id)
        company = self._company(contract)
        language = Language(letter.language)
        about = (
            language.say(ABOUT, title=contract.title),
            language.say(REFERENCE, reference=contract.reference) if contract.reference else "",
        )
        return LetterPaper(
            unit=self._house.unit.unit(),
            addressee=_addressee(contract, company),
            about=tuple(filter(None, about)),
            letter=letter,
            printed=home_day(self._house.now()),
        )

    def draw(self, contract_id: UUID, letter: SupplierLetter) -> bytes:
        """Return the letter as a PDF. Raises NotFound, TypefaceMissing."""
        from outreach.print.official_letter import draw_letter

        return draw_letter(self.paper(contract_id, letter))

    def write(self, contract_id: UUID, letter: SupplierLetter, path: Path) -> Exported:
        """Write the letter: .pdf for paper, .eml for a draft with it attached. Raises InvalidInput, NotFound, CannotWrite."""
        suffix = path.suffix.casefold()
        if suffix not in (".pdf", ".eml"):
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf, .eml")
        data = self.draw(contract_id, letter) if suffix == ".pdf" else self.draft(contract_id, letter)
        write_file(path, data)
        return Exported(path, 1)

    def draft(self, contract_id: UUID, letter: SupplierLetter) -> bytes:
        """Return the draft of an e-mail with the letter attached, to the supplier where its address is known. Raises NotFound."""
        from outreach.formats.handout_mail import write_handout_mail

        contract, unit, language = (
            self._house.contracts.get(contract_id),
            self._house.unit.unit(),
            Language(letter.language),
        )
        company = self._company(contract)
        address = address_of(company) if company is not None else ""
        sender = Mailbox(unit.email, ", ".join(filter(None, (unit.department, unit.municipality))))
        text = language.say(
            MAIL, hello=letter.body.split("\n", 1)[0], signature=_signature(unit, self._officer(contract))
        )
        return write_handout_mail(
            sender,
            letter.subject,
            text,
            f"{file_words(letter.subject)}.pdf",
            self.draw(contract_id, letter),
            self._house.now(),
            to=Mailbox(address, contract.supplier) if address else None,
        )

    def file_name(self, contract_id: UUID, letter: SupplierLetter, suffix: str) -> str:
        """Return a name to propose for the file. Raises NotFound."""
        contract = self._house.contracts.get(contract_id)
        return f"{file_words(contract.supplier)} – {file_words(letter.subject)}{suffix}"

    def _deviation(self, contract: Contract, promise: Promise, check: Check, language: Language) -> SupplierLetter:
        say = language.say
        answer = check.next_day or home_day(self._house.now()) + _TIME_TO_ANSWER
        paragraphs = (
            say(HELLO),
            say(_CONTRACT, title=contract.title, reference=_reference(contract, language)),
            say(_PROMISED, promise=promise.text),
            say(_SEEN, day=language.day(check.done or check.due, "long"), evidence=check.evidence or "…"),
            say(_NEXT, step=check.next_step) if check.next_step else "",
            say(_HEAR),
            say(_ANSWER, day=language.day(_open_day(answer), "long")),
            self._regards(contract, language),
        )
        return SupplierLetter(say(SUBJECT, title=contract.title), "\n\n".join(filter(None, paragraphs)), language.code)

    def _thanks(self, contract: Contract, language: Language) -> SupplierLetter:
        kept = [one for one in contract.promises if (looks := looked_at(one)) and looks[-1].outcome is Outcome.OK]
        if not kept or next(open_deviations(contract), None) is not None:
            raise InvalidInput(
                N_("Letter"), N_("There is nothing to thank for yet: no promise was found kept, or one is broken.")
            )
        say = language.say
        paragraphs = (
            say(HELLO),
            say(_CONTRACT, title=contract.title, reference=_reference(contract, language)),
            "\n".join((say(_KEPT), *(f"– {one.text}" for one in kept))),
            say(_ALL_KEPT),
            say(_THANK),
            self._regards(contract, language),
        )
        return SupplierLetter(say(THANKS, title=contract.title), "\n\n".join(paragraphs), language.code)

    def _regards(self, contract: Contract, language: Language) -> str:
        unit = self._house.unit.unit()
        return f"{language.say(_REGARDS)}\n\n{_signature(unit, self._officer(contract))}"

    def _officer(self, contract: Contract) -> str:
        return contract.officer or self._house.officer

    def _company(self, contract: Contract) -> Company | None:
        return (
            self._house.companies.many([contract.company]).get(contract.company)
            if contract.company is not None
            else None
        )


def _deviation(contract: Contract, promise_id: UUID | None) -> tuple[Promise, Check]:
    found = sorted(open_deviations(contract), key=lambda one: one[1].done or one[1].due)
    if promise_id is not None:
        if not any(one.id == promise_id for one in contract.promises):
            raise NotFound(str(promise_id))
        found = [one for one in found if one[0].id == promise_id]
    if not found:
        raise InvalidInput(N_("Letter"), N_("There is no open deviation to write about."))
    return found[-1]


def _reference(contract: Contract, language: Language) -> str:
    return language.say(_REFERENCE, reference=contract.reference) if contract.reference else ""


def _signature(unit: Unit, officer: str) -> str:
    return "\n".join(filter(None, (officer, unit.department, unit.municipality, show_phone(unit.phone), unit.email)))


def _addressee(contract: Contract, company: Company | None) -> tuple[str, ...]:
    if company is None or not company.addresses:
        return (contract.supplier,)
    address = company.addresses[0]
    town = f"{address.postal_code} {address.city}".strip()
    return tuple(filter(None, (contract.supplier, address.street, town, address.country)))


def _open_day(day: date) -> date:
    """Return the day, or the next one on which offices are open."""
    from outreach.domain.rule_deadlines import working_day_from
    from outreach.services.rules import is_day_off

    return working_day_from(day, is_day_off)
