"""Invitations and answers to them (iTIP, RFC 5546): the door to what writes and reads them.

Behind it: `itip_write` (one message to one guest), `itip_read` (answers as values), `answer_mail` (the mail around an
answer). The mail around an invitation is `email_draft`'s.
"""

from __future__ import annotations

from outreach.domain.problem import Problem
from outreach.formats.answer_mail import AnswerMail, read_answer_mail, read_answer_mails
from outreach.formats.itip_read import Incoming, address_of, read_itip
from outreach.formats.itip_write import write_itip
from outreach.formats.recurrence import occurrence_key

__all__ = [
    "AnswerMail",
    "Incoming",
    "address_of",
    "occurrence_key",
    "read_answer_mail",
    "read_answer_mails",
    "read_answers",
    "read_itip",
    "write_itip",
]


def read_answers(data: bytes) -> list[tuple[AnswerMail, list[Incoming], list[Problem]]]:
    """Return each message in a file that carries calendars, the answers in these, and what could not be read of them."""
    found: list[tuple[AnswerMail, list[Incoming], list[Problem]]] = []
    for mail in read_answer_mails(data):
        answers: list[Incoming] = []
        problems: list[Problem] = []
        for calendar in mail.calendars:
            read, faults = read_itip(calendar, mail.sender)
            answers += read
            problems += faults
        found.append((mail, answers, problems))
    return found
