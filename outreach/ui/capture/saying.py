"""What was just kept, in one sentence: as it was understood, not as it was typed."""

from __future__ import annotations

from outreach.domain.contact import show_phone
from outreach.domain.equal_treatment import GIVEN_LABELS, Given
from outreach.errors import InvalidInput
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.meetings import Captured
from outreach.services.questions import Asked
from outreach.ui.capture.preview import say_unsure
from outreach.ui.words import Words

TIMES = NN_("asked {n} time", "asked {n} times")
_NAMES_AT_MOST = 80


def say_saved(captured: Captured, shown: str, words: Words) -> str:
    """Write who it was, when it is followed up, what it was tied to and what was left open. `shown` names an empty one."""
    who = [named.name for named in (captured.person, captured.company) if named is not None]
    parts = [words(N_("Saved: {name}"), name=", ".join(who) or shown)]
    if captured.person is not None and captured.person.version == 1 and captured.person.phones:
        parts.append(show_phone(captured.person.phones[-1].number))
    parts += [f"#{tag}" for tag in captured.meeting.tags]
    if captured.meeting.information is not Given.UNSAID:
        parts.append(words(GIVEN_LABELS[captured.meeting.information]))
    if captured.follow_up is not None:
        day = words.language.day(captured.follow_up.due, "EEEE d MMMM")
        parts.append(words(N_("follow up {day}"), day=day))
    # Only doubtful likeness is worth a word: whoever was taken as the same needs none.
    alike = [one.title for one in captured.similar if not one.same]
    if alike:
        parts.append(words(N_("similar: {names}"), names=", ".join(dict.fromkeys(alike))[:_NAMES_AT_MOST]))
    parts += [words(one.text, **one.values) for one in captured.warnings]
    if captured.unsure:
        parts.append(say_unsure(captured.unsure, words))
    return " · ".join(parts)


def say_asked(asked: Asked, words: Words) -> str:
    """Write which question was counted and how often it has been asked now."""
    return words(N_("Counted: {question}"), question=asked.question.text) + " · " + say_times(asked.count, words)


def say_times(count: int, words: Words) -> str:
    """Write how often a question was asked."""
    return words.count(TIMES, count)


def say_why(error: Exception, words: Words) -> str:
    """Write why something could not be kept; empty for what nobody foresaw."""
    if isinstance(error, InvalidInput):
        return words(error.reason, **error.values)
    known = explain(error, words.language)
    return known.whole if known else ""
