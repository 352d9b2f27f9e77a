"""Answers of guests among the files of an import: taken in as `replies.read` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.domain.problem import Problem
from outreach.domain.record import Kind
from outreach.services.import_tally import Line, Tally

if TYPE_CHECKING:
    from outreach.services.replies import AnswerLine, Replies
    from outreach.storage.work import Work


class AnswerImporter:
    """Keeps the answers of one file."""

    def __init__(self, work: Work, replies: Replies) -> None:
        self._work = work
        self._replies = replies

    def keep(self, data: bytes, file: str, tally: Tally) -> None:
        """Take in what one message or calendar answers, and enter it in the account."""
        lines, problems = self._replies.take(self._work, [(file, data)])
        tally.problems += problems
        for one in lines:
            if one.verdict == "foreign":
                tally.problems.append(Problem(0, one.note, text=one.reply.name or one.reply.address, file=file))
                continue
            tally.lines.append(_line(one, file))
            if one.verdict == "new":
                tally.touch(Kind.REPLY, None, one.reply, "new")


def _line(answer: AnswerLine, file: str) -> Line:
    reply = answer.reply
    name = answer.guest.name if answer.guest else reply.name or reply.address
    title = answer.event.title if answer.event else ""
    return Line(file, Kind.REPLY, name, title, answer.verdict, 0, reply.id)
