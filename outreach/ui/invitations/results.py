"""What became of letters, in sentences: how many left, and each that did not, with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach.domain.invitation import Invitation
from outreach.explain import explain
from outreach.language import N_, NN_
from outreach.services.messages import LeftOut
from outreach.services.outbox import SendReport
from outreach.ui.line_list import Line
from outreach.ui.words import Words

SENT = NN_("{n} letter was sent", "{n} letters were sent")
DRAFTS = NN_("{n} draft is ready", "{n} drafts are ready")
FILES = NN_("{n} calendar file is ready", "{n} calendar files are ready")
OPENED = NN_("{n} letter was opened in the mail program", "{n} letters were opened in the mail program")
NONE_SENT = N_("Nothing was sent")
NONE_WRITTEN = N_("Nothing was written")
IN_FOLDER = NN_(
    "It lies in {folder}. Open it, look at it, and send it.", "They lie in {folder}. Open each one, look at it, and send it."
)
IN_FOLDER_FILES = NN_(
    "It lies in {folder}. Attach it to a letter to its guest.", "They lie in {folder}. Attach each one to a letter to its guest."
)
LATER = NN_(
    "{n} letter waits: send it again in a while, with “Send now”.", "{n} letters wait: send them in a while, with “Send now”."
)
CUT_SHORT = N_("You stopped it; the rest was not written.")
LEFT_OUT = NN_("{n} guest got no letter.", "{n} guests got no letter.")
REFUSED = N_("Refused: {words}")
REFUSED_DO = N_("What was refused: correct the address in the guest list, and invite again.")
UNCLEAR = N_("Not known whether it arrived")
UNCLEAR_DO = N_("What is unclear: look into your sent mail or ask the guest, then choose “It arrived” or “Send again”.")
OUTDATED_DO = N_("Not sent: {reason}")


@dataclass(frozen=True, slots=True)
class Result:
    """Finished texts: a heading, sentences, a line for each letter that did not leave, and the folder of the files."""

    heading: str
    sentences: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    folder: Path | None = None


def report_result(report: SendReport, left_out: Sequence[LeftOut], words: Words) -> Result:
    """Tell what became of letters that went by e-mail."""
    sentences = []
    if report.later:
        sentences.append(words.count(LATER, len(report.later)))
    if report.stopped is not None:
        known = explain(report.stopped, words.language)
        sentences.append(known.whole if known is not None else str(report.stopped))
    if left_out:
        sentences.append(words.count(LEFT_OUT, len(left_out)))
    sentences += [words(text) for text, some in ((REFUSED_DO, report.refused), (UNCLEAR_DO, report.unclear)) if some]
    lines = [_line(one, words(REFUSED, words=words(one.problem)), "danger") for one in report.refused]
    lines += [_line(one, words(UNCLEAR), "warning") for one in report.unclear]
    lines += [_line(one.invitation, words(OUTDATED_DO, reason=words(one.outdated)), "muted") for one in report.outdated]
    lines += left_out_lines(left_out, words)
    heading = words.count(SENT, len(report.sent)) if report.sent else words(NONE_SENT)
    return Result(heading, tuple(sentences), tuple(lines))


def stopped_result(error: Exception, words: Words) -> Result:
    """Tell why nothing was sent; everything still waits."""
    known = explain(error, words.language)
    said = known.whole if known is not None else str(error)
    return Result(words(NONE_SENT), (said, words(N_("The letters wait in the outbox. Nothing is lost."))))


def written_result(
    count: int, folder: Path, *, drafts: bool, left_out: Sequence[LeftOut], cut_short: bool, words: Words
) -> Result:
    """Tell of files that were written."""
    heading = words.count(DRAFTS if drafts else FILES, count) if count else words(NONE_WRITTEN)
    sentences = [words.count(IN_FOLDER if drafts else IN_FOLDER_FILES, count, folder=folder)] if count else []
    if cut_short:
        sentences.append(words(CUT_SHORT))
    if left_out:
        sentences.append(words.count(LEFT_OUT, len(left_out)))
    return Result(heading, tuple(sentences), tuple(left_out_lines(left_out, words)), folder if count else None)


def opened_result(count: int, left_out: Sequence[LeftOut], words: Words) -> Result:
    """Tell of letters that the mail program has opened."""
    heading = words.count(OPENED, count) if count else words(NONE_SENT)
    sentences = (words.count(LEFT_OUT, len(left_out)),) if left_out else ()
    return Result(heading, sentences, tuple(left_out_lines(left_out, words)))


def left_out_lines(left_out: Sequence[LeftOut], words: Words) -> list[Line]:
    """Name who gets no letter, and why."""
    return [
        Line(
            one.guest.name or words(N_("No name")),
            " · ".join(part for part in (one.guest.company_name, words(one.reason, **one.values)) if part),
            icon="warning",
            icon_tone="warning",
            data=one.guest.guest.id,
        )
        for one in left_out
    ]




def _line(one: Invitation, detail: str, tone: str) -> Line:
    name = f"{one.name} <{one.address}>" if one.name else one.address
    return Line(name, detail, icon="warning", icon_tone=tone, data=one.id)
