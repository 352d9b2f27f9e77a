"""The sentences of an import: one a column, and the sums before and after. Both doors say the same."""

from __future__ import annotations

from datetime import datetime

from outreach.domain.record import Kind
from outreach.domain.table_mapping import ColumnLook
from outreach.domain.when import home_day
from outreach.language import N_, NN_, Language
from outreach.services.import_tally import Alarm, Facts

_OTHERS = NN_("{n} other value", "{n} other values")
_EMPTY = NN_("{n} empty", "{n} empty")
_MISFITS = NN_("{n} does not fit: {example}", "{n} do not fit: {example}")

_NEW = {
    Kind.COMPANY: (NN_("{n} new company", "{n} new companies"), NN_("{n} company added", "{n} companies added")),
    Kind.PERSON: (NN_("{n} new person", "{n} new people"), NN_("{n} person added", "{n} people added")),
    Kind.EVENT: (NN_("{n} new event", "{n} new events"), NN_("{n} event added", "{n} events added")),
    Kind.TENDER: (NN_("{n} new tender", "{n} new tenders"), NN_("{n} tender added", "{n} tenders added")),
    Kind.REPLY: (NN_("{n} new answer", "{n} new answers"), NN_("{n} answer taken in", "{n} answers taken in")),
}
_UPDATED = {
    Kind.COMPANY: (
        NN_("{n} company is updated", "{n} companies are updated"), NN_("{n} company updated", "{n} companies updated")
    ),
    Kind.PERSON: (NN_("{n} person is updated", "{n} people are updated"), NN_("{n} person updated", "{n} people updated")),
    Kind.EVENT: (NN_("{n} event is updated", "{n} events are updated"), NN_("{n} event updated", "{n} events updated")),
    Kind.TENDER: (NN_("{n} tender is updated", "{n} tenders are updated"), NN_("{n} tender updated", "{n} tenders updated")),
}  # fmt: skip
_GAINS = {
    "phones": (NN_("{n} gets a new phone", "{n} get a new phone"), NN_("{n} got a new phone", "{n} got a new phone")),
    "emails": (NN_("{n} gets a new e-mail", "{n} get a new e-mail"), NN_("{n} got a new e-mail", "{n} got a new e-mail")),
    "addresses": (
        NN_("{n} gets a new address", "{n} get a new address"), NN_("{n} got a new address", "{n} got a new address")
    ),
    "roles": (
        NN_("{n} gets another company or title", "{n} get another company or title"),
        NN_("{n} got another company or title", "{n} got another company or title"),
    ),
    "org_number": (
        NN_("{n} gets an organisation number", "{n} get an organisation number"),
        NN_("{n} got an organisation number", "{n} got an organisation number"),
    ),
    "tags": (NN_("{n} gets new tags", "{n} get new tags"), NN_("{n} got new tags", "{n} got new tags")),
    "lots": (NN_("{n} gets new lots", "{n} get new lots"), NN_("{n} got new lots", "{n} got new lots")),
}  # fmt: skip
_UNCHANGED = (
    NN_("{n} row changes nothing", "{n} rows change nothing"), NN_("{n} row changed nothing", "{n} rows changed nothing")
)  # fmt: skip
_REJECTED = (NN_("{n} row has errors", "{n} rows have errors"), NN_("{n} row had errors", "{n} rows had errors"))
_NOTHING = (N_("Nothing changes."), N_("Nothing was changed."))
_ACCOUNT = N_("{read} read + {rejected} rejected + {unchanged} unchanged = {total} in all")
_ALARM = N_(
    "The file would change {changed} of {known} known records ({share} %). That is more than a tenth: is it the right file?"
)


def say_column(column: ColumnLook, language: Language) -> str:
    """Say one column in a sentence: "Bygg, El, Transport, 12 other values, 3 empty"."""
    parts = list(column.top)
    if column.others:
        parts.append(language.count(_OTHERS, column.others))
    if column.empty:
        parts.append(language.count(_EMPTY, column.empty))
    return " – ".join(part for part in (", ".join(parts), say_misfits(column, language)) if part)


def say_misfits(column: ColumnLook, language: Language) -> str:
    """Say how many values of a column do not fit its field, with an example; nothing when all do."""
    return language.count(_MISFITS, column.misfits, example=column.misfit) if column.misfits else ""


def say_facts(facts: Facts, language: Language, *, past: bool = False) -> list[str]:
    """Say the sums, one text for each: "612 new companies", "288 companies are updated", "41 get a new phone"."""
    tense = 1 if past else 0
    said: list[str] = []
    for kind, forms in _NEW.items():
        if facts.new.get(kind):
            said.append(language.count(forms[tense], facts.new[kind]))
    for kind, forms in _UPDATED.items():
        if facts.updated.get(kind):
            said.append(language.count(forms[tense], facts.updated[kind]))
    for name, forms in _GAINS.items():
        number = sum(count for (_, field), count in facts.gains.items() if field == name)
        if number:
            said.append(language.count(forms[tense], number))
    if not said:
        said.append(language.say(_NOTHING[tense]))
    if facts.unchanged:
        said.append(language.count(_UNCHANGED[tense], facts.unchanged))
    if facts.rejected:
        said.append(language.count(_REJECTED[tense], facts.rejected))
    return said


def say_account(facts: Facts, language: Language) -> str:
    """Say that nothing was dropped in silence: what was read, rejected and unchanged is all that the files hold."""
    names = {"read": facts.kept, "rejected": facts.rejected, "unchanged": facts.unchanged, "total": facts.rows}
    return language.say(_ACCOUNT, **{name: language.number(number) for name, number in names.items()})


#: Somebody who is in the ledger of the erased stands in a file.
_ERASED = NN_(
    "{n} person in the file was erased here on {day}. Import only if there is a new reason to keep the person.",
    "{n} people in the file were erased here, the last on {day}. Import only if there is a new reason to keep them.",
)


#: The same of a card that was scanned.
ERASED_CARD = N_("Somebody with this address or number was erased here on {day}. Keep the card only if there is a new reason.")


def say_erased(at: datetime, language: Language) -> str:
    """Say that a card may bring back somebody who was erased."""
    return language.say(ERASED_CARD, day=language.day(home_day(at)))


def say_alarm(alarm: Alarm, language: Language) -> str:
    """Say that a file would bring back who was erased, or change a good part of the register."""
    if alarm.erased and alarm.erased_on is not None:
        return language.count(_ERASED, alarm.erased, day=language.day(home_day(alarm.erased_on)))
    return language.say(
        _ALARM,
        changed=language.number(alarm.changed),
        known=language.number(alarm.known),
        share=language.number(round(100 * alarm.share)),
    )
