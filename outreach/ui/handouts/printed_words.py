"""What was printed, in words: a row of the list, a line in the pane of an event or a tender, the sentence below the preview."""

from __future__ import annotations

from collections.abc import Sequence

from outreach.domain.handout import HANDOUT_LABELS, HandoutKind
from outreach.domain.printing import PRINT_WAY_LABELS, PrintWay
from outreach.language import N_, NN_, Language
from outreach.services.printings import PrintedBefore

COPIES = NN_("{n} copy", "{n} copies")
#: So many lines stand in a pane; older ones are in the list of Handouts.
_MOST_LINES = 6


def printed_lines(found: Sequence[PrintedBefore], language: Language, *, with_event: bool = False) -> list[str]:
    """Return a line for each of the latest prints: "Flyer · 40 copies · version 2 of 3 · 24 Nov 10:00"."""
    lines = []
    for one in found[:_MOST_LINES]:
        when, handout, event, version, _, way, _ = printed_row(one, language)
        copies = language.count(COPIES, one.printing.copies) if one.printing.way == PrintWay.PRINTER else way
        parts = [
            handout,
            copies,
            language.say(N_("version {number}"), number=version),
            event if with_event else "",
            when,
        ]
        lines.append(" · ".join(part for part in parts if part))
    return lines


def printed_row(one: PrintedBefore, language: Language) -> list[str]:
    """Return the cells of a line: when, what, for which event, which version, how many, which way, who."""
    printing = one.printing
    known = printing.handout in list(HandoutKind)
    return [
        language.moment(printing.at),
        language.say(HANDOUT_LABELS[HandoutKind(printing.handout)]) if known else printing.handout,
        one.event_title,
        version_words(one, language),
        str(printing.copies),
        language.say(PRINT_WAY_LABELS[PrintWay(printing.way)]),
        printing.officer,
    ]


def version_words(one: PrintedBefore, language: Language) -> str:
    """Return "2 of 3": an older version may still lie on the stand."""
    if one.newest == 1:
        return "1"
    return language.say(N_("{number} of {newest}"), number=one.number, newest=one.newest)


def printed_sentence(digest: str, found: Sequence[PrintedBefore], language: Language) -> str:
    """Say whether a handout was printed as it stands, or how it differs from what was."""
    if not found:
        return language.say(N_("Not printed yet."))
    same = [one for one in found if one.printing.digest == digest]
    if same:
        copies = sum(one.printing.copies for one in same)
        return language.say(
            N_("Printed as it stands: version {number}, {copies}, last {when}"),
            number=same[0].number,
            copies=language.count(COPIES, copies),
            when=language.moment(same[0].printing.at),
        )
    newest = max(found, key=lambda one: one.number)
    return language.say(
        N_("Changed since version {number}, printed {when}"),
        number=newest.number,
        when=language.moment(newest.printing.at),
    )
