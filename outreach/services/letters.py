"""The texts of messages to guests: the letter of a purpose in a language, and the same with a guest's words in place of its fields.

Which letter holds: the one that is handed over for this time, else the event's own (`Plan.outline.letters`), else the unit's
(`Unit.letters`), else the built-in one. An empty subject or body of one's own falls back to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.invitation import Purpose
from outreach.domain.letter import Letter
from outreach.domain.personal_numbers import masked
from outreach.domain.plan import new_plan
from outreach.domain.record import Kind
from outreach.domain.unit import UNIT_ID, Unit
from outreach.errors import InvalidInput
from outreach.language import LANGUAGES, N_, Language
from outreach.services.letter_texts import BODIES, SUBJECTS

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import View, Work

#: The fields that a letter may hold, with what each stands for.
FIELDS: dict[str, str] = {
    "guest": N_("the guest's name"),
    "first_name": N_("the guest's first name"),
    "company": N_("the guest's company"),
    "event": N_("the name of the event"),
    "when": N_("day and time"),
    "where": N_("the place"),
    "booth": N_("our stand"),
    "description": N_("what the event is about"),
    "capacity": N_("how many can come"),
    "answer_by": N_("last day for answers"),
    "link": N_("the event's link"),
    "tenders": N_("the coming tenders that the event shows"),
    "proposed": N_("the time that the guest proposed"),
    "unit": N_("the unit"),
    "officer": N_("who writes"),
    "contact": N_("our e-mail address and telephone"),
    "information": N_("what guests are told about their details"),
    "equal_treatment": N_("that everybody gets the same information"),
}
#: Other words for the same.
_ALSO = {"place": "where"}

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
#: Where an optional part stood that fell away.
_GONE = "\x01"
#: A word that only leads to the field after it: without that, it goes too ("at ,").
_LEADING = re.compile(
    r"[ \t]*\b(?:at|in|on|by|to|from|for|with|of|stand|i|på|vid|till|från|den|kl\.?|senast|hos|med|monter)[ \t]*\x00", re.IGNORECASE
)


class Letters:
    """The verbs for letters."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def all(self, event_id: UUID | None = None) -> list[Letter]:
        """Return the letter that holds for each purpose and language, for one event or in general."""
        with self.database.read() as view:
            return [letter_for(view, event_id, purpose, code) for purpose in Purpose for code in LANGUAGES]

    def of(self, purpose: Purpose, language: str, event_id: UUID | None = None) -> Letter:
        """Return the letter that holds."""
        with self.database.read() as view:
            return letter_for(view, event_id, purpose, language)

    def is_own(self, purpose: Purpose, language: str, event_id: UUID | None = None) -> bool:
        """Say whether the unit, or the event when one is named, has its own words instead of the next ones."""
        with self.database.read() as view:
            return any((one.purpose, one.language) == (purpose, language) for one in _own(view, event_id))

    def set(self, letter: Letter, event_id: UUID | None = None) -> Changes:
        """Keep the unit's own letter, or that of one event. Empty texts mean the usual ones again.

        Raises InvalidInput for a field that there is not, an unknown language or event.
        """
        return self.set_all([letter], event_id)

    def set_all(self, letters: Iterable[Letter], event_id: UUID | None = None) -> Changes:
        """Keep several letters, as `set` does, in one action."""
        checked = [check_letter(one) for one in letters]
        with self.database.work(N_("Changed a letter")) as work:
            kept = {(one.purpose, one.language): one for one in _own(work, event_id)}
            for letter in checked:
                new = _without_usual(letter, _usual(work, letter, event_id))
                kept.pop((letter.purpose, letter.language), None)
                if new.subject or new.body:
                    kept[letter.purpose, letter.language] = new
            _keep(work, tuple(kept.values()), event_id)
        return work.changes


def _keep(work: Work, letters: tuple[Letter, ...], event_id: UUID | None) -> None:
    if event_id is None:
        unit = work.units.get(UNIT_ID) or Unit(id=UNIT_ID)
        work.save(Kind.UNIT, replace(unit, letters=letters))
        return
    if work.events.get(event_id) is None:
        raise InvalidInput(N_("Event"), N_("There is no such event."))
    plan = work.plans.of(event_id) or new_plan(event_id)
    work.save(Kind.PLAN, replace(plan, outline=replace(plan.outline, letters=letters)))


def _usual(view: View, letter: Letter, event_id: UUID | None) -> Letter:
    """Return what holds where there are no own words: the unit's for an event, the built-in one for the unit."""
    if event_id is None:
        return built_in(letter.purpose, letter.language)
    return letter_for(view, None, letter.purpose, letter.language)


def _own(view: View, event_id: UUID | None) -> Sequence[Letter]:
    if event_id is None:
        unit = view.units.get(UNIT_ID)
        return unit.letters if unit else ()
    plan = view.plans.of(event_id)
    return plan.outline.letters if plan else ()


def _without_usual(letter: Letter, usual: Letter) -> Letter:
    """Leave out what is as usual, so that a later change of the usual text reaches it."""
    return replace(
        letter,
        subject="" if letter.subject == usual.subject else letter.subject,
        body="" if letter.body == usual.body else letter.body,
    )


def built_in(purpose: Purpose, language: str) -> Letter:
    """Return the letter that Outreach brings along."""
    say = Language(language).say
    paragraphs = ("\n".join(say(line) for line in lines) for lines in BODIES[purpose])
    return Letter(purpose=purpose, language=language, subject=say(SUBJECTS[purpose]), body="\n\n".join(paragraphs))


def letter_for(
    view: View, event_id: UUID | None, purpose: Purpose, language: str, this_time: Iterable[Letter] = ()
) -> Letter:
    """Return the letter that holds; `this_time` goes before all others."""
    found = Letter(purpose=purpose, language=language)
    own = [*this_time, *(_own(view, event_id) if event_id else ()), *_own(view, None), built_in(purpose, language)]
    for one in own:
        if (one.purpose, one.language) == (purpose, language):
            found = replace(found, subject=found.subject or one.subject.strip(), body=found.body or one.body.strip())
    return found


def check_letter(letter: Letter) -> Letter:
    """Return a letter as it is kept and sent: on the way out there is no gate that masks personal identity numbers, so here is one.

    Raises InvalidInput for a field that there is not, or an unknown language.
    """
    if letter.language not in LANGUAGES:
        raise InvalidInput(N_("Language"), N_("A letter is written in sv or en."))
    for text in (letter.subject, letter.body):
        for name in _FIELD.findall(text):
            if _ALSO.get(name.strip(), name.strip()) not in FIELDS:
                known = ", ".join(f"{{{one}}}" for one in FIELDS)
                reason = N_("There is no field called {name}. The fields are {fields}.")
                raise InvalidInput(N_("Letter"), reason, name=f"{{{name}}}", fields=known)
    subject = " ".join(letter.subject.split())
    return masked(replace(letter, subject=subject, body=letter.body.replace("\r\n", "\n").strip()))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a letter's text with `values` in place of its fields; what leads to an empty one goes with it.

    Raises InvalidInput for a field that there is not.
    """
    check_letter(Letter(purpose=Purpose.INVITE, language="sv", body=text))
    return filled(text, values)


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the same without asking whether the fields are those of an invitation."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_filled_lines(_without_options(text, values), values))).strip()


def _value(name: str, values: Mapping[str, str]) -> str:
    known = name.strip()
    return values.get(_ALSO.get(known, known), "").strip()


def _without_options(text: str, values: Mapping[str, str]) -> str:
    def chosen(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner if all(_value(name, values) for name in _FIELD.findall(inner)) else _GONE

    return _OPTIONAL.sub(chosen, text)


def _filled_lines(text: str, values: Mapping[str, str]) -> Iterable[str]:
    for whole in text.split("\n"):
        line = whole.replace(_GONE, "")
        if (whole != line and not line.strip()) or _says_nothing(line, values):
            continue
        filled = _FIELD.sub(lambda match: _value(match.group(1), values) or "\x00", line)
        yield _tidy(filled) if "\x00" in filled else filled


def _says_nothing(line: str, values: Mapping[str, str]) -> bool:
    """Say whether a line has nothing but empty fields, or a label for them: "Where: {where}"."""
    names = _FIELD.findall(line)
    if not names or any(_value(name, values) for name in names):
        return False
    label, *_ = _FIELD.split(line, maxsplit=1)
    return label.rstrip().endswith(":") or not _FIELD.sub("", line).strip()


def _tidy(line: str) -> str:
    """Close the gap that an empty field leaves: the word that led to it, its brackets, a comma too many."""
    line = _LEADING.sub("\x00", line)
    line = re.sub(r"[ \t]*\([ \t]*\x00[ \t]*\)", "\x00", line)
    line = re.sub(r"[,;:]?[ \t]*\x00", "", line)
    line = re.sub(r"[ \t]+([,;.!?])", r"\1", line)
    return re.sub(r"([,;])(?=[.!?,;])", "", line).strip()
