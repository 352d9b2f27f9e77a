"""The journal's field names and plain values in the reader's words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from outreach.domain.benchmark import MEASURE_LABELS
from outreach.domain.bid import BID_SOURCE_LABELS, LOCAL_BY_LABELS, NO_BID_LABELS
from outreach.domain.codes import cpv_name, municipality_name
from outreach.domain.company import SIZE_LABELS
from outreach.domain.contact import show_phone
from outreach.domain.declining import CHANNEL_LABELS
from outreach.domain.equal_treatment import GIVEN_LABELS
from outreach.domain.event import EVENT_KIND_LABELS, EVENT_STATUS_LABELS
from outreach.domain.processing import BASIS_LABELS, DEED_LABELS, SINCE_LABELS
from outreach.domain.record import Kind, from_plain
from outreach.domain.tender import STAGE_LABELS, VALUE_CLASS_LABELS, Money
from outreach.language import N_
from outreach.services.field_words import FIELD_LABELS, GROUPS
from outreach.ui.words import Words

#: Fields that the history calls otherwise than a list does: one value, not all.
FIELD_TITLES: dict[str, str] = FIELD_LABELS | {
    "roles": N_("Companies"),
    "addresses": N_("Address"),
    "places": N_("Place"),
    "n": N_("Rests on"),
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


def _say_part(name: str, value: dict[str, Any], titles: dict[UUID, str], words: Words) -> str:
    if name in GROUPS:
        return GROUPS[name](value, words.language)
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
