"""Files that come back from guests: mails (.eml) and calendar files whose METHOD is an answer's.

A mail may also carry an invitation of somebody else: that is an event, and is read as one.
"""

from __future__ import annotations

import re

from outreach.domain.event import Event
from outreach.domain.problem import Problem
from outreach.domain.reply import ReplyMethod
from outreach.formats.answer_mail import read_answer_mails
from outreach.formats.calendar_mail import events_in_mail
from outreach.formats.contact_text import to_utf8
from outreach.formats.email_message import looks_like_message
from outreach.formats.icalendar_read import looks_like_calendar

_METHOD = re.compile(rb"(?im)^METHOD[ \t]*(?:;[^:\r\n]*)?:[ \t]*([A-Za-z-]+)")
_ANSWERS = frozenset(method.value for method in ReplyMethod)


def looks_like_answer(head: bytes) -> bool:
    """Say whether a file begins as a mail, or as a calendar that answers."""
    plain = to_utf8(head).lstrip()
    if looks_like_message(plain):
        return True
    return looks_like_calendar(plain) and _is_answer(plain)


def _is_answer(calendar: bytes) -> bool:
    found = _METHOD.search(calendar)
    return found is not None and found.group(1).decode().upper() in _ANSWERS


def read_answer_file(data: bytes) -> tuple[tuple[bytes, ...], list[Event], list[Problem]]:
    """Return the answers in a file, as the bytes that they came in, and the events of what else it carries."""
    mails = read_answer_mails(data)
    calendars = list(dict.fromkeys(one for mail in mails for one in mail.calendars))
    problems = [problem for mail in mails for problem in mail.problems]
    events: list[Event] = []
    others = [one for one in calendars if not _is_answer(one)]
    for calendar in others:
        found, faults = events_in_mail(calendar, data)
        events += found
        problems += faults
    if len(others) == len(calendars):
        return (), events, problems
    # A mail that holds both is rare; its answers are read with their sender where nothing else stands in it.
    answers = (data,) if not others else tuple(one for one in calendars if _is_answer(one))
    return answers, events, problems if others else []
