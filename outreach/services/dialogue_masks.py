"""Who may be named on the log of a tender, and what takes the place of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from outreach.domain.codes import municipality_name
from outreach.domain.company import Company
from outreach.domain.masking import Masker, Named, Words, national
from outreach.domain.person import Person
from outreach.domain.unit import Officer, Unit
from outreach.language import N_, Language
from outreach.services.tender_log import TenderLog

if TYPE_CHECKING:
    from outreach.storage.work import View

PERSON, SUPPLIER, OFFICER = N_("Person {n}"), N_("Supplier {letter}"), N_("procurement officer")


def masker_for(view: View, log: TenderLog, unit: Unit, officers: Iterable[Officer], language: Language) -> Masker:
    """Return what masks the texts of a log: those who took part first, in the order of the talks, then all of the register."""
    met_companies = {one.company.id for one in log.talks if one.company}
    met_people = {one.person.id for one in log.talks if one.person}
    known = [
        *(_company(one, involved=one.id in met_companies) for one in view.companies.all()),
        *(_person(one, involved=one.id in met_people) for one in view.people.all()),
    ]
    masker = Masker(
        corpus="\n".join(texts_of(log)),
        known=known,
        officers=sorted({one.name for one in officers} | set(_signed(log))),
        words=words_in(language),
        sites=_sites(view, log, unit),
        phones=frozenset(_phones(view, log)),
        places=frozenset(_towns(view, unit)),
    )
    for talk in log.talks:
        for named in (talk.company, talk.person):
            if named is not None:
                masker.label(Named(named.name, isinstance(named, Person), involved=True))
    return masker


def words_in(language: Language) -> Words:
    """Return the labels in a language."""
    say = language.say
    return Words(
        person=say(PERSON, n="{n}"),
        supplier=say(SUPPLIER, letter="{letter}"),
        officer=say(OFFICER),
        email=say(N_("e-mail address")),
        phone=say(N_("telephone number")),
        number=say(N_("number")),
        site=say(N_("web address")),
    )


def texts_of(log: TenderLog) -> list[str]:
    """Return every text of a log that somebody wrote: where a name may stand."""
    tender = log.tender
    found = [tender.title, tender.buyer, tender.reference, tender.link]
    for talk in log.talks:
        found += [talk.meeting.note, *(one.text for one in talk.meeting.additions)]
        found += [talk.event.title, talk.event.place] if talk.event else []
    for item in log.disclosures:
        found += [item.text, item.published_text, item.where, *(one.text for one in item.additions)]
    for logged in log.events:
        found += [logged.event.title, logged.event.place]
    for question, _ in log.questions:
        found += [question.text, question.answer, question.source]
    for listed in log.notified:
        found += [listed.way, listed.note]
    return found


def _signed(log: TenderLog) -> Iterable[str]:
    for talk in log.talks:
        yield from (talk.meeting.officer, *(one.officer for one in talk.meeting.additions))
    for item in log.disclosures:
        yield from (item.officer, item.publisher, *(one.officer for one in item.additions))
    yield from (one.officer for one in log.notified)
    yield log.tender.officer


def _company(company: Company, *, involved: bool) -> Named:
    return Named(company.name, is_person=False, involved=involved)


def _person(person: Person, *, involved: bool) -> Named:
    words = person.name.split()
    family = person.family or (words[-1] if len(words) > 1 else "")
    given = person.given or (" ".join(words[:-1]) if len(words) > 1 else person.name)
    surnames = (family, *family.split(), *family.split("-"))
    firsts = (given, *given.split()) if involved else ()
    return Named(person.name, True, tuple(dict.fromkeys(part for part in (*surnames, *firsts) if part)), involved)


def _phones(view: View, log: TenderLog) -> Iterable[str]:
    digits = re.sub(r"\D", "", "\n".join(texts_of(log)))
    phones = [phone for one in view.companies.all() for phone in one.phones]
    phones += [phone for one in view.people.all() for phone in one.phones]
    for phone in phones:
        bare = national(re.sub(r"\D", "", phone.number))
        if len(bare) > 5 and bare in digits:
            yield bare


def _towns(view: View, unit: Unit) -> Iterable[str]:
    """Return names of towns: what companies have as theirs, and the municipality's own word."""
    for company in view.companies.all():
        yield from (address.city.casefold() for address in company.addresses)
        if company.municipality:
            yield municipality_name(company.municipality).casefold()
    yield from unit.municipality.casefold().split()[:1]
    yield from (word.removesuffix("s") for word in unit.municipality.casefold().split()[:1])


def _sites(view: View, log: TenderLog, unit: Unit) -> frozenset[str]:
    """Return the hosts that may stand: the tender's, ours, and where something was published, unless it is a supplier's own."""
    own = set(_hosts((log.tender.link, unit.website, unit.email.rpartition("@")[2])))
    public = set(_hosts(_places(log)))
    if public:
        companies = list(view.companies.all())
        mails = [mail for one in companies for mail in one.emails] + [mail for one in view.people.all() for mail in one.emails]
        public -= set(_hosts(mail.address.rpartition("@")[2] for mail in mails))
        public -= set(_hosts(one.website for one in companies))
    return frozenset(own | public)


def _places(log: TenderLog) -> Iterable[str]:
    """Return the pages on which something was published: they are for everybody."""
    return re.findall(r"(?:https?://)?(?:[\w\-]+\.)+[a-z]{2,}", " ".join(one.where for one in log.disclosures), re.IGNORECASE)


def _hosts(links: Iterable[str]) -> Iterable[str]:
    for link in links:
        host = re.sub(r"^https?://", "", link.strip().casefold()).split("/")[0].removeprefix("www.")
        if host:
            yield host
