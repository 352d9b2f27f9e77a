"""Files that come back from guests: mails (.eml) and calendar files whose METHOD is an answer's.

A mail may also carry an invitation of somebody else: that is an event, and is read as one.
"""

from __future__ import annotations

import re

from outreach.domain.event import Event
from outreach.domain.problem import Problem
from outreach.domain.reply import ReplyMethod
from outreach.formats.answer_mail import looks_like_mail, read_answer_mails
from outreach.formats.calendar_mail import read_mail_events
from outreach.formats.contact_text import to_utf8
from outreach.formats.icalendar_read import looks_like_calendar, read_calendar

_METHOD = re.compile(rb"(?im)^METHOD[ \t]*(?:;[^:\r\n]*)?:[ \t]*([A-Za-z-]+)")
_ANSWERS = frozenset(method.value for method in ReplyMethod)


def looks_like_answer(head: bytes) -> bool:
    """Say whether a file begins as a mail, or as a calendar that answers."""
    plain = to_utf8(head).lstrip()
    if looks_like_mail(head):
        return True
    return looks_like_calendar(plain) and _is_answer(plain)


def _is_answer(calendar: bytes) -> bool:
    found = _METHOD.search(calendar)
    return found is not None and found.group(1).decode().upper() in _ANSWERS


def read_answer_file(data: bytes) -> tuple[tuple[bytes, ...], list[Event], list[Problem]]:
    """Return the answers in a file, as the bytes that they came in, and the events of what else it carries."""
    calendars = list(dict.fromkeys(one for mail in read_answer_mails(data) for one in mail.calendars))
    answers = tuple(one for one in calendars if _is_answer(one))
    if not answers:
        return (), *read_mail_events(data)
    others = [one for one in calendars if one not in answers]
    events: list[Event] = []
    problems: list[Problem] = []
    for calendar in others:
        found, faults = read_calendar(calendar)
        events += found
        problems += faults
    # Where nothing else stands in the mail it is kept whole: who sent it is part of the answer.
    return (answers if others else (data,)), events, problems
