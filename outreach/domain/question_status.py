"""How far a question has come, reckoned from what is kept of it: no status is stored, so none can be wrong."""

from __future__ import annotations

from enum import StrEnum

from outreach.domain.question import Question
from outreach.language import N_


class QuestionStatus(StrEnum):
    """How far a question has come; the value is the word of filters and of the command line."""

    NEW = "new"
    WAITING = "waiting"
    ANSWERED = "answered"
    TOLD = "told"


QUESTION_STATUS_LABELS = {
    QuestionStatus.NEW: N_("Not answered"),
    QuestionStatus.WAITING: N_("Waiting for the network"),
    QuestionStatus.ANSWERED: N_("Has an answer"),
    QuestionStatus.TOLD: N_("Told to all notified"),
}


class About(StrEnum):
    """What a question is about: a tender that is named, or doing business with us at large."""

    TENDER = "tender"
    GENERAL = "general"


ABOUT_LABELS = {
    About.TENDER: N_("A tender"),
    About.GENERAL: N_("General"),
}


def status_of(question: Question, waiting: bool) -> QuestionStatus:
    """Return the status of a question. `waiting`: colleagues were asked, and none of those inquiries is closed yet."""
    if question.answer:
        return QuestionStatus.TOLD if question.told is not None else QuestionStatus.ANSWERED
    return QuestionStatus.WAITING if waiting else QuestionStatus.NEW


def about(question: Question) -> About:
    """Return whether a question is about a tender or general."""
    return About.TENDER if question.tenders else About.GENERAL
