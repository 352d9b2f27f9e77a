"""The journal's field names and plain values in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from outreach.domain.benchmark import MEASURE_LABELS
from outreach.domain.bid import BID_SOURCE_LABELS, LOCAL_BY_LABELS, NO_BID_LABELS
from outreach.domain.codes import cpv_name, municipality_name
from outreach.domain.company import SIZE_LABELS
from outreach.domain.contact import show_phone
from outreach.domain.contract import Option, Promise
from outreach.domain.declining import CHANNEL_LABELS
from outreach.domain.equal_treatment import GIVEN_LABELS
from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS
from outreach.domain.processing import (
    BASIS_LABELS,
    DEED_LABELS,
    SINCE_LABELS,
    Consent,
    Informed,
    say_consent,
    say_informed,
)
from outreach.domain.record import Kind, from_plain
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, LotResult, Money
from outreach.domain.when import When
from outreach.language import N_, Language
from outreach.services.contract_words import say_option, say_promise
from outreach.services.notice_words import say_result
from outreach.ui.words import Words

FIELD_TITLES: dict[str, str] = {
    "name": N_("Name"),
    "title": N_("Title"),
    "given": N_("Given name"),
    "family": N_("Family name"),
    "roles": N_("Companies"),
    "emails": N_("E-mail"),
    "phones": N_("Telephone"),
    "addresses": N_("Address"),
    "address": N_("Address"),
    "tags": N_("Tags"),
    "notes": N_("Notes"),
    "note": N_("What about"),
    "contact": N_("Telephone or e-mail"),
    "picture": N_("Picture"),
    "source": N_("Source"),
    "website": N_("Website"),
    "language": N_("Language"),
    "org_number": N_("Organisation number"),
    "sole_trader": N_("Sole trader"),
    "municipality": N_("Municipality"),
    "sni": N_("Industry"),
    "size": N_("Size"),
    "cpv": N_("CPV"),
    "when": N_("When"),
    "kind": N_("Kind"),
    "status": N_("Status"),
    "place": N_("Place"),
    "places": N_("Place"),
    "booth": N_("Booth"),
    "staff": N_("Staff"),
    "description": N_("Description"),
    "url": N_("Link"),
    "link": N_("Link"),
    "tenders": N_("Tenders"),
    "answer": N_("Answer"),
    "answered": N_("Answered"),
    "public": N_("May be printed"),
    "stage": N_("Stage"),
    "buyer": N_("Buyer"),
    "reference": N_("Reference"),
    "expected_publication": N_("Expected publication"),
    "question_deadline": N_("Last day for questions"),
    "tender_deadline": N_("Last day to bid"),
    "contract_start": N_("Contract from"),
    "contract_end": N_("Contract to"),
    "contract_months": N_("Contract in months"),
    "lots": N_("Lots"),
    "results": N_("Results"),
    "renews": N_("Renews"),
    "option_months": N_("May be extended by (months)"),
    "planning_notice_sent": N_("Planning notice sent"),
    "result_notice_sent": N_("Result notice sent"),
    "not_renewed": N_("No tender follows"),
    "no_contract": N_("No contract is followed up"),
    "value": N_("Value"),
    "value_class": N_("Size"),
    "officer": N_("Officer"),
    "due": N_("Due"),
    "done": N_("Done"),
    "text": N_("What"),
    "person": N_("Person"),
    "company": N_("Company"),
    "event": N_("Event"),
    "at": N_("When"),
    "phone": N_("Telephone"),
    "email": N_("E-mail"),
    "department": N_("Department"),
    "colour": N_("Colour"),
    "logo": N_("Logo"),
    "information_sv": N_("Information to guests, in Swedish"),
    "information_en": N_("Information to guests, in English"),
    "filters": N_("Filters"),
    "columns": N_("Columns"),
    "sort": N_("Sort"),
    "of": N_("Of"),
    "information": N_("Information"),
    "tender": N_("Tender"),
    "published": N_("Published"),
    "n": N_("Rests on"),
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
#: Fields that mean nothing to people: keys of files, numbers of calendars.
HIDDEN = frozenset(
    "origins uid sequence recurrence_id recurrence organizer meeting code procedure_id notice_id notice_version notice_kind "
    "publication_number withheld".split()
)

_LABELS: dict[str, dict[Any, str]] = {
    "declines": CHANNEL_LABELS,
    "information": GIVEN_LABELS,
    "measure": MEASURE_LABELS,
    "basis": BASIS_LABELS,
    "since": SINCE_LABELS,
    "deed": DEED_LABELS,
    "size": SIZE_LABELS,
    "local_by": LOCAL_BY_LABELS,
    "reason": NO_BID_LABELS,
    "source": BID_SOURCE_LABELS,
    "stage": STAGE_LABELS,
    "value_class": VALUE_CLASS_LABELS,
    "status": EVENT_STATUS_LABELS,
    "kind": EVENT_KIND_LABELS,
}
_TIMES = frozenset(
    "at done due told drafted answer_by answered closed day next_contact next_contact_set published opened starts ends signed "
    "expected advertised from_others untold objected restricted".split()
)
_LONGEST = 120
_ID_LENGTH = 36


def say_field(name: str, words: Words) -> str:
    """Return a field's name for people; one that has none is shown as it is called."""
    return words(FIELD_TITLES[name]) if name in FIELD_TITLES else name.replace("_", " ")


def say_value(kind: Kind, name: str, value: Any, titles: dict[UUID, str], words: Words) -> str:
    """Return a plain value for people; empty ones as a dash. `titles` names the records that ids stand for."""
    text = " ".join(_say(kind, name, value, titles, words).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def ids_in(value: Any) -> list[UUID]:
    """Return the record ids in a plain value, however deep."""
    if isinstance(value, str):
        try:
            return [UUID(value)] if len(value) == _ID_LENGTH else []
        except ValueError:
            return []
    if isinstance(value, dict):
        return [one for inner in value.values() for one in ids_in(inner)]
    return [one for inner in value for one in ids_in(inner)] if isinstance(value, list) else []


def _say(kind: Kind, name: str, value: Any, titles: dict[UUID, str], words: Words) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return words(N_("yes")) if value else words(N_("no"))
    if name == "logo":
        return words(N_("a picture"))
    if isinstance(value, list):
        return ", ".join(_say(kind, name, item, titles, words) for item in value)
    if isinstance(value, dict):
        return _say_part(name, value, titles, words)
    return _say_text(kind, name, str(value), titles, words)


#: Fields that hold records of one sort, and how one is written.
_PARTS: dict[str, Callable[[dict[str, Any], Language], str]] = {
    "when": lambda value, language: language.when(from_plain(When, value)),
    "results": lambda value, language: say_result(from_plain(LotResult, value), language),
    "promises": lambda value, language: say_promise(from_plain(Promise, value), language),
    "options": lambda value, language: say_option(from_plain(Option, value), language),
    "informed": lambda value, language: say_informed(from_plain(Informed, value), language),
    "consents": lambda value, language: say_consent(from_plain(Consent, value), language),
}


def _say_part(name: str, value: dict[str, Any], titles: dict[UUID, str], words: Words) -> str:
    if name in _PARTS:
        return _PARTS[name](value, words.language)
    if "hundredths" in value:
        return words.language.money(from_plain(Money, value))
    if name == "lots":
        return str(value.get("title") or value.get("number"))
    if name == "answers":
        return f"{value['municipality']}, {_say_time('day', value['day'], words)}: {value['text']}"
    if name in ("additions", "readability"):
        # Sentences with their day, figures with theirs.
        said = value["text"] if name == "additions" else words.language.number(value["score"] / 100)
        return f"{_say_time('at', value['at'], words)}: {said}"
    if "number" in value:
        return show_phone(str(value["number"]))
    shown = [titles.get(UUID(str(part)), "") if ids_in(part) else str(part) for part in value.values() if part]
    return ", ".join(part for part in shown if part) or "–"


def _say_text(kind: Kind, name: str, text: str, titles: dict[UUID, str], words: Words) -> str:
    if ids_in(text):
        return titles.get(UUID(text), words(N_("a deleted record")))
    if name in _LABELS and (name != "kind" or kind is Kind.EVENT):
        labels = {key.value: label for key, label in _LABELS[name].items()}
        return words(labels[text]) if text in labels else text
    if name == "cpv":
        return cpv_name(text, words.language.code) or text
    if name in ("municipality", "workplaces"):
        return municipality_name(text) or text
    return _say_time(name, text, words)


def _say_time(name: str, text: str, words: Words) -> str:
    if name not in _TIMES and not name.endswith(("_start", "_end", "_sent", "deadline", "publication")):
        return text
    try:
        if "T" in text:
            return words.language.moment(datetime.fromisoformat(text))
        return words.language.day(date.fromisoformat(text))
    except ValueError:
        return text
