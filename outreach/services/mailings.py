"""Mail merge: one text with fields to many, as e-mail drafts, letters in one PDF, or address labels.

Nothing leaves the computer by itself: drafts are sent by the officer's own mail program. All is written or nothing. Who opted
out, or has no address, is left out and told by name with the reason. A company that has no mailbox of its own is reached through
the first of its people who may be; a person whose company opted out is not written to at work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid5

from outreach.domain.company import Company
from outreach.domain.contact import Address, show_phone
from outreach.domain.declining import Channel
from outreach.domain.label_sheets import BADGE_SHEETS, LabelSheet
from outreach.domain.mailbox import Mailbox, wire_address
from outreach.domain.mailing import WAY_CHANNEL, LetterSheet, Mailing, MailingWay, MergedLetter, Recipient
from outreach.domain.person import Person
from outreach.domain.personal_numbers import masked
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.usable import Use
from outreach.domain.when import home_day
from outreach.errors import CannotWrite, InvalidInput
from outreach.language import N_, Language
from outreach.services.addressing import first_name
from outreach.services.declining import LeftOut, Reason, barred, may_reach, refused_mailboxes
from outreach.services.exports import write_file
from outreach.services.invitation_files import file_words, free_name
from outreach.services.leaving import NOTHING_SAID, note_leaving
from outreach.services.letters import filled
from outreach.services.records import tell
from outreach.services.tender_letters import STOP, address_of

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View

Report = Callable[[int, int], None]

#: The fields that a text to many may hold, with what each stands for.
FIELDS: dict[str, str] = {
    "name": N_("the person's name, else the company's"),
    "first_name": N_("the person's first name"),
    "company": N_("the company"),
    "title": N_("what the person is at the company"),
    "officer": N_("who writes"),
    "unit": N_("the unit"),
    "contact": N_("our e-mail address and telephone"),
    "date": N_("the day of today"),
}
_FIELD = re.compile(r"\{([^{}\n]*)\}")
#: The sheets that addresses are printed on; what hangs round a neck is too large.
LABEL_SHEETS: dict[str, LabelSheet] = {
    name: sheet for name, sheet in sorted(BADGE_SHEETS.items(), key=lambda one: -one[1].per_page) if sheet.per_page >= 10
}


@dataclass(frozen=True, slots=True)
class Reached:
    """Who is written to, in the order of the list, and who is left out."""

    recipients: tuple[Recipient, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Mailed:
    """What was written: the files, how many recipients, the pages of a PDF, and who was left out."""

    files: tuple[Path, ...]
    recipients: int
    left_out: tuple[LeftOut, ...]
    pages: int = 0


class Mailings:
    """The verbs for texts to many."""

    def __init__(self, house: House) -> None:
        self._house = house

    def reached(self, mailing: Mailing, way: MailingWay) -> Reached:
        """Return who is written to by a way, and who is left out and why."""
        with self._house.database.read() as view:
            return _reach(view, mailing, way)

    def preview(self, mailing: Mailing, way: MailingWay) -> tuple[list[MergedLetter], tuple[LeftOut, ...]]:
        """Return what each one reads, and who is left out. Raises InvalidInput for a field that there is not."""
        _check(mailing)
        with self._house.database.read() as view:
            found = _reach(view, mailing, way)
            return list(self._merged(view, mailing, found.recipients)), found.left_out

    def write_drafts(self, mailing: Mailing, folder: Path, report: Report | None = None) -> Mailed:
        """Write an e-mail draft (.eml, X-Unsent) for each into a folder, made when it is not there: all, or none.

        `report` is told how many are done, and may raise `Cancelled`. Raises InvalidInput without a sender, a text or anybody to
        write to, CannotWrite, DiskFull.
        """
        from outreach.formats.email_draft import write_mail

        letters, left_out, unit = self._ready(mailing, MailingWay.DRAFTS)
        if not unit.email:
            raise InvalidInput(N_("Sender"), N_("The unit has no e-mail address. Enter one under the unit's details."))
        _make(folder)
        sender = Mailbox(unit.email, ", ".join(filter(None, (unit.department, unit.municipality))))
        host, at = wire_address(unit.email).rpartition("@")[2], self._house.now()
        files: list[Path] = []
        try:
            for number, letter in enumerate(letters, start=1):
                one = letter.recipient
                mail = write_mail(
                    sender=sender,
                    to=Mailbox(one.email, one.name),
                    subject=letter.subject,
                    text=letter.text,
                    message_id=f"<{uuid5(one.id, f'{mailing.subject} {at.isoformat()}')}@{host}>",
                    date=at,
                    unsent=True,
                )
                path = free_name(folder, file_words(one.name), ".eml", ())
                write_file(path, mail, new=True)
                files.append(path)
                tell(report, [number], len(letters))
        except BaseException:
            # Nobody is told by half a folder: what was written goes again.
            for path in files:
                path.unlink(missing_ok=True)
            raise
        self._note(mailing, MailingWay.DRAFTS, len(files))
        return Mailed(tuple(files), len(files), left_out)

    def write_letters(self, mailing: Mailing, path: Path, report: Report | None = None) -> Mailed:
        """Write letters into one PDF, the addressee in the window of the envelope.

        `report` is told the pages, and may raise `Cancelled`. Raises InvalidInput, CannotWrite, DiskFull.
        """
        from outreach.print.letters import draw_letters
        from outreach.print.pages import page_count

        letters, left_out, unit = self._ready(mailing, MailingWay.LETTERS)
        _is_pdf(path)
        sheet = LetterSheet(unit, tuple(letters), home_day(self._house.now()), mailing.language)
        pdf = draw_letters(sheet, _progress(report, len(letters)))
        write_file(path, pdf)
        self._note(mailing, MailingWay.LETTERS, len(letters))
        return Mailed((path,), len(letters), left_out, page_count(pdf))

    def write_labels(
        self, mailing: Mailing, path: Path, sheet: str = "", first: int = 1, report: Report | None = None
    ) -> Mailed:
        """Write address labels into one PDF, from label `first` of the first sheet on.

        Raises InvalidInput for an unknown sheet, a label that there is not or nobody to write to, CannotWrite, DiskFull.
        """
        from outreach.print.address_labels import draw_labels
        from outreach.print.pages import page_count

        labels = LABEL_SHEETS.get(sheet or next(iter(LABEL_SHEETS)))
        if labels is None:
            raise InvalidInput(N_("Label sheet"), N_("It must be one of {choices}."), choices=", ".join(LABEL_SHEETS))
        if not 1 <= first <= labels.per_page:
            raise InvalidInput(N_("First label"), N_("The sheet has labels 1 to {last}."), last=str(labels.per_page))
        _is_pdf(path)
        with self._house.database.read() as view:
            found = _reach(view, mailing, MailingWay.LABELS)
            unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        _somebody(found)
        letters = tuple(MergedLetter(one, "", "") for one in found.recipients)
        shown = LetterSheet(unit, letters, home_day(self._house.now()), mailing.language)
        pdf = draw_labels(shown, labels, first, _progress(report, len(letters)))
        write_file(path, pdf)
        self._note(mailing, MailingWay.LABELS, len(letters))
        return Mailed((path,), len(letters), found.left_out, page_count(pdf))

    def _note(self, mailing: Mailing, way: MailingWay, count: int) -> None:
        """Add to the audit log that names and addresses of so many left the program."""
        note_leaving(self._house.database, NOTHING_SAID, mailing.kind.value, count, deed="mail", form=way.value)

    def _ready(self, mailing: Mailing, way: MailingWay) -> tuple[list[MergedLetter], tuple[LeftOut, ...], Unit]:
        _check(mailing)
        if not mailing.text.strip():
            raise InvalidInput(N_("Text"), N_("Write a text first."))
        if not mailing.subject.strip():
            raise InvalidInput(N_("Subject"), N_("Write a subject first."))
        with self._house.database.read() as view:
            found = _reach(view, mailing, way)
            _somebody(found)
            unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
            return list(self._merged(view, mailing, found.recipients)), found.left_out, unit

    def _merged(self, view: View, mailing: Mailing, recipients: Sequence[Recipient]) -> Iterator[MergedLetter]:
        unit = view.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        language = Language(mailing.language)
        shared = {
            "officer": self._house.officer,
            "unit": ", ".join(filter(None, (unit.department, unit.municipality))),
            "contact": ", ".join(filter(None, (unit.email, show_phone(unit.phone)))),
            "date": language.day(home_day(self._house.now()), "d MMMM y"),
        }
        stop = language.say(STOP)
        for one in recipients:
            own = {"name": one.name, "first_name": one.first_name, "company": one.company, "title": one.title}
            values = {**shared, **own}
            text = masked(filled(mailing.text.replace("\r\n", "\n"), values))
            subject = " ".join(masked(filled(mailing.subject, values)).split())
            yield MergedLetter(one, subject, f"{text}\n\n{stop}")


# Whom it reaches -----------------------------------------------------------------------------------------------------


def _reach(view: View, mailing: Mailing, way: MailingWay) -> Reached:
    wanted = view.store(mailing.kind).many(mailing.ids)
    found: list[Recipient] = []
    left_out: list[LeftOut] = []
    taken: set[str] = set()
    for record in (wanted[one] for one in dict.fromkeys(mailing.ids) if one in wanted):
        one = _one(view, record, way, Use.NEWSLETTER if mailing.news else Use.LETTER)
        if isinstance(one, Recipient) and way is MailingWay.DRAFTS:
            if one.email.casefold() in taken:
                one = Reason.TWICE
            else:
                taken.add(one.email.casefold())
        if isinstance(one, Recipient):
            found.append(one)
        else:
            left_out.append(LeftOut(record.id, record.name, one))
    return Reached(tuple(found), tuple(left_out))


def _one(view: View, record: Company | Person, way: MailingWay, use: Use) -> Recipient | Reason:
    against = barred(record, use)
    if against is not None:
        return against
    if not may_reach(record, WAY_CHANNEL[way]):
        return Reason.DECLINED
    if isinstance(record, Company):
        return _company(view, record, way)
    first = record.roles[0] if record.roles else None
    company = view.companies.get(first.company) if first else None
    if company is not None and not may_reach(company, WAY_CHANNEL[way]):
        return Reason.DECLINED
    made = _person(record, company, way)
    # The same person may stand in the register twice.
    twin = isinstance(made, Recipient) and made.email.casefold() in refused_mailboxes(view, [record])
    return Reason.DECLINED if twin else made


def _company(view: View, company: Company, way: MailingWay) -> Recipient | Reason:
    if way is not MailingWay.DRAFTS:
        place = _postal(company.addresses)
        return Recipient(company.id, company=company.name, address=place) if place else Reason.NO_ADDRESS
    refused = refused_mailboxes(view, [company])
    address = address_of(company, refused)
    if not address and refused and not _others(view, company, refused):
        return Reason.DECLINED
    if address:
        return Recipient(company.id, company=company.name, email=address)
    for person in view.people.at_company(company.id):
        if may_reach(person, Channel.EMAIL):
            one = _person(person, company, way)
            if isinstance(one, Recipient):
                return replace(one, id=company.id)
    return Reason.NO_EMAIL


def _others(view: View, company: Company, refused: Collection[str]) -> bool:
    """Say whether somebody else at a company may be written to."""
    people = view.people.at_company(company.id)
    reached = (one for one in people if may_reach(one, Channel.EMAIL))
    return any(each.address.casefold() not in refused for one in reached for each in one.emails)


def _person(person: Person, company: Company | None, way: MailingWay) -> Recipient | Reason:
    title = next((role.title for role in person.roles if company is not None and role.company == company.id), "")
    made = Recipient(person.id, person.name, first_name(person.name, person), title, company.name if company else "")
    if way is MailingWay.DRAFTS:
        email = next((one.address for one in person.emails if _carried(one.address)), "")
        return replace(made, email=email) if email else Reason.NO_EMAIL
    own = _postal(person.addresses)
    place = own or (_postal(company.addresses) if company else None)
    return replace(made, address=place) if place else Reason.NO_ADDRESS


def _carried(address: str) -> bool:
    try:
        return bool(wire_address(address))
    except ValueError:
        return False


def _postal(addresses: Sequence[Address]) -> Address | None:
    return next((one for one in addresses if one.city.strip() and (one.street.strip() or one.postal_code.strip())), None)


# Checks --------------------------------------------------------------------------------------------------------------


def _check(mailing: Mailing) -> None:
    for text in (mailing.subject, mailing.text):
        for name in _FIELD.findall(text):
            if name.strip() not in FIELDS:
                known = ", ".join(f"{{{one}}}" for one in FIELDS)
                reason = N_("There is no field called {name}. The fields are {fields}.")
                raise InvalidInput(N_("Text"), reason, name=f"{{{name}}}", fields=known)


def _somebody(found: Reached) -> None:
    if not found.recipients:
        raise InvalidInput(N_("Recipients"), N_("None of them can be written to so."))


def _is_pdf(path: Path) -> None:
    if path.suffix.casefold() != ".pdf":
        raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".pdf")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(folder, N_("the folder cannot be made")) from error


def _progress(report: Report | None, total: int) -> Callable[[int], bool] | None:
    """Return what the print calls with the pages that are done; letters are one page mostly."""
    if report is None:
        return None

    def told(pages: int) -> bool:
        report(min(pages, total), max(total, 1))
        return True

    return told
