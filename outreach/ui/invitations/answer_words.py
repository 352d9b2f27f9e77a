"""What an answer would do, or has done, in words."""

from __future__ import annotations

from outreach.domain.guest import ANSWER_LABELS
from outreach.domain.problem import Problem
from outreach.domain.reply import Reply, ReplyMethod, ReplyState
from outreach.language import N_
from outreach.services.replies import AnswerLine
from outreach.ui.line_list import Line
from outreach.ui.words import Words

PROPOSES = N_("Proposes {when}")
AGAIN = N_("Asks for the invitation once more")
SENDS = N_("Sends {who}")
READ_BEFORE = N_("Read before; nothing changes")
_LOOKS = {
    ReplyState.APPLIED: ("check", "success"),
    ReplyState.PENDING: ("help", "warning"),
    ReplyState.OLDER: ("history", "muted"),
    ReplyState.DISMISSED: ("close", "muted"),
}
STATES = {
    ReplyState.APPLIED: N_("Is taken in"),
    ReplyState.PENDING: N_("You decide"),
    ReplyState.OLDER: N_("Changes nothing"),
    ReplyState.DISMISSED: N_("Changes nothing"),
}


def said(reply: Reply, words: Words) -> str:
    """Say what somebody answers."""
    if reply.method is ReplyMethod.COUNTER and reply.proposed is not None:
        return words(PROPOSES, when=words.language.when(reply.proposed))
    if reply.method is ReplyMethod.REFRESH:
        return words(AGAIN)
    if reply.delegated_to:
        return words(SENDS, who=", ".join(reply.delegated_to))
    return words(ANSWER_LABELS[reply.answer])


def who(line: AnswerLine) -> str:
    """Name who answers: the guest, else the name or the address that stands there."""
    return line.guest.name if line.guest is not None and line.guest.name else line.reply.name or line.reply.address


def preview_line(line: AnswerLine, words: Words) -> Line:
    """Return what an answer would do, as a line."""
    reply = line.reply
    icon, tone = _LOOKS[reply.state]
    note = words(STATES[reply.state])
    reason = words(line.note or reply.reason, **line.values).rstrip(".")
    if line.verdict == "same":
        icon, tone, note, reason = "check", "muted", "", words(READ_BEFORE)
    event = line.event.title if line.event is not None else ""
    detail = " · ".join(part for part in (event, reason, _quoted(reply.comment)) if part)
    return Line(f"{who(line)}: {said(reply, words)}", detail, note, icon=icon, icon_tone=tone, tone=tone, data=reply.id)


def problem_line(problem: Problem, words: Words) -> Line:
    """Return what could not be read, as a line."""
    reason = words(problem.reason, **problem.values) if problem.values else words(problem.reason)
    place = problem.file or problem.text
    return Line(place or reason, reason if place else "", icon="warning", icon_tone="danger", data=(problem.file, problem.line))


def waiting_line(line: AnswerLine, words: Words) -> Line:
    """Return an answer that waits for an officer, as a line of the list of those."""
    reply = line.reply
    event = line.event.title if line.event is not None else ""
    # What another method than a plain answer asks for stands in the title already.
    why = words(reply.reason).rstrip(".") if reply.reason and reply.method is ReplyMethod.REPLY else ""
    detail = " · ".join(part for part in (why, event) if part)
    return Line(
        f"{who(line)}: {said(reply, words)}",
        detail,
        words.language.day(reply.received.date(), "d MMM"),
        icon=_icon_of(reply),
        icon_tone="warning",
        data=line.reply,
    )


def _icon_of(reply: Reply) -> str:
    if reply.method is ReplyMethod.COUNTER:
        return "calendar"
    return "redo" if reply.method is ReplyMethod.REFRESH else "people"


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”" if text.strip() else ""
