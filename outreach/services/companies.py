"""Companies: save with checks, and the time line of everything that happened with one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from outreach.domain.codes import clean_cpv, valid_cpv
from outreach.domain.company import Company, OrgNumber, read_org_number
from outreach.domain.contact import kept_email, kept_phone
from outreach.domain.next_contact import NextContact, whole_second
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.bid_links import detach_bids_of_company
from outreach.services.contract_links import move_company
from outreach.services.declining import in_order
from outreach.services.next_contacts import next_contact_of
from outreach.services.notified import detach_notifications
from outreach.services.plan_links import let_go_of_hopes
from outreach.services.records import Records, clean_tags
from outreach.services.timeline import Moment, timeline

if TYPE_CHECKING:
    from outreach.storage.work import Work


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """A company with its people and what happened, for the detail pane. The latest moment stands first."""

    company: Company
    people: tuple[Person, ...]
    moments: tuple[Moment, ...]
    created: datetime | None = None
    next_contact: NextContact = field(default_factory=NextContact)


class Companies(Records[Company]):
    """The verbs for companies."""

    kind: ClassVar[Kind] = Kind.COMPANY

    def checked(self, work: Work, record: Company) -> Company:
        """Clean name, number, contacts, codes and tags.

        A sole trader's number is a personal identity number: it is not kept, the flag is (design, section 5).
        """
        name = " ".join(record.name.split())
        if not name:
            raise InvalidInput(N_("Company"), N_("A company needs a name."))
        number = checked_org_number(record.org_number)
        return replace(
            record,
            name=name,
            org_number=number.digits,
            sole_trader=record.sole_trader or number.sole_trader,
            emails=tuple(kept_email(email.address, email.label) for email in record.emails if email.address.strip()),
            phones=tuple(kept_phone(phone.number, phone.label) for phone in record.phones if phone.number.strip()),
            cpv=tuple(dict.fromkeys(checked_cpv(code) for code in record.cpv if code.strip())),
            tags=clean_tags(record.tags),
            declines=in_order(record.declines),
            next_contact_set=_chosen_at(work, record),
        )

    def detach(self, work: Work, record: Company) -> None:
        """Take the company off roles, conversations, follow-ups, guest lists, plans, bids and contracts (they keep its name)."""
        for person in work.people.at_company(record.id):
            roles = tuple(role for role in person.roles if role.company != record.id)
            work.save(Kind.PERSON, replace(person, roles=roles))
        for meeting in work.meetings.using(record.id):
            work.save(Kind.MEETING, replace(meeting, company=None))
        for follow_up in work.follow_ups.using(record.id):
            work.save(Kind.FOLLOW_UP, replace(follow_up, company=None))
        for guest in work.guests.using(record.id):
            work.save(Kind.GUEST, replace(guest, company=None))
        let_go_of_hopes(work, record.id)
        detach_notifications(work, record.id)
        detach_bids_of_company(work, record.id)
        move_company(work, record.id, None)

    def card(self, company_id: UUID) -> CompanyCard:
        """Return everything that the detail pane shows. Raises NotFound."""
        company = self.get(company_id)
        with self.database.read() as view:
            people = view.people.at_company(company_id)
            moments = timeline(view, Kind.COMPANY, company_id)
            return CompanyCard(company, tuple(people), moments, next_contact=next_contact_of(view, company))

    def named(self, name: str) -> list[Company]:
        """Return the companies with this name, but for legal form, case and signs."""
        with self.database.read() as view:
            return view.companies.named(name)


def _chosen_at(work: Work, record: Company) -> datetime | None:
    """Return when the day of the next contact was chosen; a form that changes the day leaves that empty."""
    if record.next_contact is None:
        return None
    return record.next_contact_set or whole_second(work.now)


def checked_cpv(text: str) -> str:
    """Return the eight digits of a CPV code. Raises InvalidInput for one that does not exist."""
    code = clean_cpv(text)
    if not valid_cpv(code):
        raise InvalidInput(N_("CPV"), N_("{code} is not a CPV code."), code=text.strip()[:20])
    return code


def checked_org_number(text: str) -> OrgNumber:
    """Return what a typed organisation number is. Raises InvalidInput when its check digit is wrong."""
    if not text.strip():
        return OrgNumber("", True, False)
    number = read_org_number(text)
    if not number.valid:
        raise InvalidInput(
            N_("Organisation number"), N_("The check digit is wrong. Ten digits are expected, as in 212000-0142.")
        )
    return number
