"""The names of records' fields and values, for people: `show`, lists and the history of both doors use them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from typing import Any

from outreach.domain.benchmark import MEASURE_LABELS, Measure
from outreach.domain.bid import BID_SOURCE_LABELS, LOCAL_BY_LABELS, NO_BID_LABELS, BidSource, LocalBy, NoBidReason
from outreach.domain.codes import cpv_name, municipality_name, sni_name
from outreach.domain.company import SIZE_LABELS, SizeClass, show_org_number
from outreach.domain.contact import show_phone
from outreach.domain.contract import Option, Promise
from outreach.domain.declining import CHANNEL_LABELS, Channel
from outreach.domain.equal_treatment import GIVEN_LABELS, Given
from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS, EventKind, EventStatus
from outreach.domain.handout import HANDOUT_LABELS, THEME_LABELS, HandoutKind, Theme
from outreach.domain.printing import PRINT_WAY_LABELS, PrintWay
from outreach.domain.processing import (
    BASIS_LABELS,
    DEED_LABELS,
    SINCE_LABELS,
    Basis,
    Consent,
    Deed,
    Informed,
    Since,
    say_consent,
    say_informed,
)
from outreach.domain.question_status import ABOUT_LABELS, QUESTION_STATUS_LABELS, About, QuestionStatus
from outreach.domain.record import from_plain
from outreach.domain.rule import RuleUnit
from outreach.domain.rule_words import UNIT_LABELS
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, LotResult, Money, Stage, ValueClass
from outreach.domain.tender_match import read_reason, say_reason
from outreach.domain.when import When
from outreach.language import N_, Language
from outreach.services.contract_words import say_option, say_promise
from outreach.services.notice_words import DEADLINES, NOTICE_KINDS, say_result

FIELD_LABELS: dict[str, str] = {
    "name": N_("Name"),
    "title": N_("Title"),
    "given": N_("Given name"),
    "family": N_("Family name"),
    "org_number": N_("Organisation number"),
    "sole_trader": N_("Sole trader"),
    "municipality": N_("Municipality"),
    "sni": N_("Industry"),
    "size": N_("Size"),
    "cpv": N_("CPV"),
    "tags": N_("Tags"),
    "emails": N_("E-mail"),
    "email": N_("E-mail"),
    "phones": N_("Telephone"),
    "phone": N_("Telephone"),
    "addresses": N_("Addresses"),
    "address": N_("Address"),
    "website": N_("Website"),
    "notes": N_("Notes"),
    "note": N_("What about"),
    "contact": N_("Telephone or e-mail"),
    "picture": N_("Picture"),
    "source": N_("Source"),
    "roles": N_("Roles"),
    "language": N_("Language"),
    "at": N_("When"),
    "officer": N_("Officer"),
    "event": N_("Event"),
    "person": N_("Person"),
    "company": N_("Company"),
    "meeting": N_("Conversation"),
    "tenders": N_("Tenders"),
    "answer": N_("Answer"),
    "answered": N_("Answered"),
    "public": N_("May be printed"),
    "when": N_("When"),
    "kind": N_("Kind"),
    "status": N_("Status"),
    "place": N_("Place"),
    "booth": N_("Booth"),
    "staff": N_("Staff"),
    "description": N_("Description"),
    "url": N_("Link"),
    "link": N_("Link"),
    "recurrence": N_("Repeats"),
    "uid": N_("Calendar id"),
    "sequence": N_("Revision"),
    "reference": N_("Reference"),
    "buyer": N_("Buyer"),
    "stage": N_("Stage"),
    "expected_publication": N_("Expected publication"),
    "question_deadline": N_("Last day for questions"),
    "tender_deadline": N_("Last day to bid"),
    "contract_start": N_("Contract from"),
    "contract_end": N_("Contract to"),
    "contract_months": N_("Contract in months"),
    "renews": N_("Renews"),
    "option_months": N_("May be extended by (months)"),
    "planning_notice_sent": N_("Planning notice sent"),
    "result_notice_sent": N_("Result notice sent"),
    "not_renewed": N_("No tender follows"),
    "no_contract": N_("No contract is followed up"),
    "value_class": N_("Size"),
    "value": N_("Value"),
    "lots": N_("Lots"),
    "results": N_("Results"),
    "due": N_("Due"),
    "text": N_("What"),
    "done": N_("Done"),
    "department": N_("Department"),
    "code": N_("Municipality code"),
    "colour": N_("Colour"),
    "logo": N_("Logo"),
    "information_sv": N_("Information to guests, in Swedish"),
    "information_en": N_("Information to guests, in English"),
    "filters": N_("Filters"),
    "columns": N_("Columns"),
    "sort": N_("Sort"),
    "of": N_("Of"),
    "publication_number": N_("Publication number"),
    "organizer": N_("Organiser"),
    "tender": N_("Tender"),
    "companies": N_("Companies"),
    "way": N_("Way"),
    "handout": N_("Handout"),
    "copies": N_("Copies"),
    "pages": N_("Pages"),
    "paper": N_("Paper"),
    "theme": N_("Theme"),
    "file": N_("File"),
    "key": N_("Rule"),
    "amount": N_("Amount"),
    "unit": N_("Unit"),
    "currency": N_("Currency"),
    "valid_from": N_("Valid from"),
    "valid_to": N_("Valid to"),
    "dropped": N_("No longer holds"),
    "places": N_("Places"),
    "words": N_("Words"),
    "country": N_("Country"),
    "looked": N_("Looked at"),
    "word": N_("Hard word"),
    "forms": N_("Further forms"),
    "plain": N_("Say instead"),
    "explanation": N_("Explanation"),
    "published": N_("Published"),
    "dispatched": N_("Sent"),
    "change_reason": N_("Reason for the change"),
    "languages": N_("Languages"),
    "deadline_texts": N_("Deadlines as written"),
    "said": N_("What the notice said"),
    "read": N_("Imported"),
    "readability": N_("Readability"),
    "arrived": N_("Arrived"),
    "information": N_("Information"),
    "additions": N_("Added later"),
    "opened": N_("Opened"),
    "where": N_("Where"),
    "published_text": N_("What was published"),
    "publisher": N_("Published by"),
    "lot": N_("Lot"),
    "won": N_("Won"),
    "valid": N_("Valid"),
    "nuts": N_("NUTS"),
    "workplaces": N_("Workplaces in"),
    "joint": N_("Joint bid"),
    "reason": N_("Reason"),
    "supplier": N_("Supplier"),
    "signed": N_("Signed"),
    "starts": N_("From"),
    "ends": N_("To"),
    "options": N_("Options"),
    "promises": N_("Promises"),
    "closed": N_("Closed"),
    "requirements": N_("Requirements"),
    "bids": N_("Bids received"),
    "appealed": N_("Appealed"),
    "credit": N_("From"),
    "year": N_("Year"),
    "question": N_("Question"),
    "drafted": N_("Draft made"),
    "answer_by": N_("Answer by"),
    "answers": N_("Answers"),
    "expected": N_("Expected publication"),
    "deadline": N_("Last day to bid"),
    "measure": N_("Measure"),
    "area": N_("Area"),
    "told": N_("Told to the notified"),
    "next_contact": N_("Next contact"),
    "next_contact_set": N_("Next contact chosen"),
    "contact_months": N_("Contact every (months)"),
    "declines": N_("Does not want"),
    "advertised": N_("Advertised"),
    "local_by": N_("What counts as local"),
    "buyer_names": N_("Further names as a buyer"),
    "network": N_("Colleagues in the network"),
    "purpose": N_("Purpose"),
    "informed": N_("Informed"),
    "consents": N_("Consents"),
    "from_others": N_("Data from others since"),
    "untold": N_("Not told when the details were taken"),
    "objected": N_("Objects since"),
    "restricted": N_("Restricted since"),
    "protected": N_("Protected address"),
    "basis": N_("Lawful basis"),
    "law": N_("By"),
    "categories": N_("Categories of data"),
    "recipients": N_("Recipients"),
    "since": N_("Counted from"),
    "months": N_("Months"),
    "deed": N_("Then"),
    "decision": N_("Decision on disposal"),
    "label": N_("Version"),
    "short": N_("Short text"),
    "full": N_("Full text"),
}

#: Fields that only programs read; `show` and `history` leave them to --json.
FOR_PROGRAMS = frozenset(
    "id version origins procedure_id notice_id notice_version notice_kind withheld recurrence_id "
    "form subtype changes_notice language_used makeshift digest seen answer_sequence".split()
)

_LABELS: dict[str, tuple[type[Enum], dict[Any, str]]] = {
    "kind": (EventKind, EVENT_KIND_LABELS),
    "event_kind": (EventKind, EVENT_KIND_LABELS),
    "status": (EventStatus, EVENT_STATUS_LABELS),
    "event_status": (EventStatus, EVENT_STATUS_LABELS),
    "question_status": (QuestionStatus, QUESTION_STATUS_LABELS),
    "question_about": (About, ABOUT_LABELS),
    "stage": (Stage, STAGE_LABELS),
    "value_class": (ValueClass, VALUE_CLASS_LABELS),
    "size": (SizeClass, SIZE_LABELS),
    "local_by": (LocalBy, LOCAL_BY_LABELS),
    "reason": (NoBidReason, NO_BID_LABELS),
    # Of other records it is free words.
    "source": (BidSource, BID_SOURCE_LABELS),
    "handout": (HandoutKind, HANDOUT_LABELS),
    "theme": (Theme, THEME_LABELS),
    # Of the notified it is free words, and "e-mail" one of them.
    "way": (PrintWay, PRINT_WAY_LABELS | {PrintWay.EMAIL: N_("E-mail")}),
    "unit": (RuleUnit, UNIT_LABELS),
    "declines": (Channel, CHANNEL_LABELS),
    "information": (Given, GIVEN_LABELS),
    "measure": (Measure, MEASURE_LABELS),
    "basis": (Basis, BASIS_LABELS),
    "since": (Since, SINCE_LABELS),
    "deed": (Deed, DEED_LABELS),
}
#: Languages by their code; another one is written as its code.
_LANGUAGES = {"sv": N_("Swedish"), "en": N_("English")}

_DAYS = frozenset(
    "date expected_publication contract_start contract_end due planning_notice_sent result_notice_sent "
    "published valid_from valid_to "
    "advertised starts ends signed closed expected deadline answer_by next_contact answered day decide_by used next_day "
    "from_others untold objected restricted".split()
)
_INSTANTS = frozenset("moment at done question_deadline tender_deadline dispatched looked read arrived "
    "opened drafted told next_contact_set".split())


def field_lines(plain: dict[str, Any], language: Language, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return (label, value) for each field of a record's plain form that says something to people.

    `names` gives the names of other records by id.
    """
    found = []
    if plain.get("unit") == RuleUnit.MONEY:
        # Kept in hundredths, like every amount.
        plain = plain | {"amount": {"hundredths": plain["amount"], "currency": plain["currency"] or "SEK"}, "currency": ""}
    if plain.get("measure"):
        # Kept in hundredths: 490 is 4.9 bids.
        plain = plain | {"value": plain["value"] / 100}
    for name, value in plain.items():
        if name in FOR_PROGRAMS or value in (None, "", [], False):
            continue
        text = written(name, value, language, names)
        if text:
            found.append((language.say(FIELD_LABELS.get(name, name)), text))
    return found


def written(name: str, value: Any, language: Language, names: dict[str, str] | None = None) -> str:
    """Write a plain value for people. `name` is the field's, or the shape of a list's column."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return language.say(N_("Yes")) if value else language.say(N_("No"))
    if name in _LABELS and not isinstance(value, list | tuple):
        return _labelled(name, value, language)
    if (name in _DAYS or name in _INSTANTS) and not isinstance(value, int | list | tuple | dict):
        return _written_time(value, language)
    if isinstance(value, int | float):
        return str(value) if name == "year" else language.number(value)
    if name == "deadline_texts":
        return "; ".join(f"{language.say(DEADLINES.get(field, field))}: {text}" for field, text in value)
    if isinstance(value, dict):
        return _written_group(name, value, language, names or {})
    if isinstance(value, list | tuple):
        return ", ".join(part for part in _each(name, value, language, names or {}) if part)
    return _written_text(name, str(value), language, names or {})


def _written_time(value: Any, language: Language) -> str:
    """Write a day, or a moment. The same name is a day in one record ("opened" of a bid), and a moment in another."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return language.moment(value) if isinstance(value, datetime) else language.day(value)


def _labelled(name: str, value: Any, language: Language) -> str:
    """Write a word that stands for a choice. The same name is another choice in another kind of record, or free words."""
    kind, labels = _LABELS[name]
    if value in {one.value for one in kind}:
        return language.say(labels[kind(value)])
    return language.say(NOTICE_KINDS[value]) if name == "kind" and value in NOTICE_KINDS else str(value)


def _each(name: str, values: Iterable[Any], language: Language, names: dict[str, str]) -> list[str]:
    return [written(name, value, language, names) for value in values]


def _written_text(name: str, text: str, language: Language, names: dict[str, str]) -> str:
    if name in ("municipality", "workplaces"):
        return municipality_name(text) or text
    if name == "org_number":
        return show_org_number(text)
    if name in ("phone", "phones"):
        return show_phone(text)
    if name == "cpv":
        return f"{text} {cpv_name(text, language.code)}".strip()
    if name == "sni":
        return f"{text} {sni_name(text, language.code)}".strip()
    if name == "logo":
        return language.say(N_("there is one"))
    if name == "language" and text in _LANGUAGES:
        return language.say(_LANGUAGES[text])
    return names.get(text, text)


#: Fields that hold records of one sort, and how one is written.
GROUPS: dict[str, Callable[[dict[str, Any], Language], str]] = {
    "when": lambda value, language: language.when(from_plain(When, value)),
    "results": lambda value, language: say_result(from_plain(LotResult, value), language),
    "promises": lambda value, language: say_promise(from_plain(Promise, value), language),
    "options": lambda value, language: say_option(from_plain(Option, value), language),
    "informed": lambda value, language: say_informed(from_plain(Informed, value), language),
    "consents": lambda value, language: say_consent(from_plain(Consent, value), language),
}


def _written_group(name: str, value: dict[str, Any], language: Language, names: dict[str, str]) -> str:
    """Write a value that is itself a record: a time, an amount, an address, a contact."""
    if name in GROUPS:
        return GROUPS[name](value, language)
    if name in ("value", "amount"):
        return language.money(from_plain(Money, value))
    if name == "companies":
        return _written_notified(value, language)
    if name == "said":
        return str(value.get("title") or "")
    if name == "readability":
        return f"{language.day(datetime.fromisoformat(value['at']).date())}: {language.number(value['score'] / 100)}"
    if name == "results":
        return say_result(from_plain(LotResult, value), language)
    if name == "requirements":
        return "; ".join(part for part in (value["text"], value["why"], value["said"]) if part)
    if "number" in value and "label" in value:
        return show_phone(str(value["number"]))
    if "address" in value:
        return str(value["address"])
    words = {key: part for key, part in value.items() if key not in ("label", "id") and isinstance(part, str) and part}
    parts = [written(key, part, language, names) for key, part in words.items()]
    return " ".join(parts) if name != "lots" else str(value.get("title") or value.get("number"))


def _written_notified(told: dict[str, Any], language: Language) -> str:
    """Write a company that was told of a tender, by the name that it had then, and why it was thought of."""
    reasons = [say_reason(reason, language) for key in told["reasons"] if (reason := read_reason(key)) is not None]
    return f"{told['name']} ({', '.join(reasons)})" if reasons else str(told["name"])
