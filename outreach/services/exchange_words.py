"""What an exchange did, and how exchange stands, in words for both doors."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.explain import KIND_WORDS, say_problem
from outreach.language import N_, NN_, Language

if TYPE_CHECKING:
    from outreach.domain.problem import Problem
    from outreach.services.exchange import Exchanged, Status

SENT, RECEIVED = NN_("{n} change sent", "{n} changes sent"), NN_("{n} change received", "{n} changes received")
PASSED = NN_("{n} change of others passed on", "{n} changes of others passed on")
CONFLICTS = NN_("{n} conflict waits for a decision", "{n} conflicts wait for a decision")
UNSENT = NN_("{n} change made here since", "{n} changes made here since")
TWINS = NN_("{n} guest stood on a list twice and is one line now", "{n} guests stood on a list twice and are one line now")
WAITING = NN_("{n} change made here so far", "{n} changes made here so far")
LAST = N_("Last exchanged with {laptop} on {day}.")
NOTHING_YET = N_("Nothing has been exchanged yet.")
ALONE = N_("All that was changed here lies in the folder; no other laptop has left anything there yet.")
GOES = N_("Deleted on another laptop: {kind} “{title}”")
LEFT = N_("{file}: this older file of ours could not be removed.")
#: Why records are held back.
HELD = {
    "missing": NN_("{n} record waits for a file that has not come yet", "{n} records wait for files that have not come yet"),
    "twin": NN_("{n} record gives way to another of the same", "{n} records give way to others of the same"),
    "unreadable": NN_(
        "{n} record was written by a later version of Outreach: update this one",
        "{n} records were written by a later version of Outreach: update this one",
    ),
    "needed": NN_("{n} deleted record stays while others need it", "{n} deleted records stay while others need them"),
}


def counted(done: Exchanged, language: Language) -> list[str]:
    """Return what was sent, received and passed on, and what waits."""
    lines = [language.count(SENT, done.sent), language.count(RECEIVED, done.received)]
    counts = ((PASSED, done.passed_on), (TWINS, done.twins), (CONFLICTS, done.conflicts))
    lines += [language.count(text, number) for text, number in counts if number]
    return lines + held_lines(done.held, language)


def held_lines(held: Mapping[str, int], language: Language) -> list[str]:
    """Return how many records are held back, and why."""
    return [language.count(HELD[reason], number) for reason, number in held.items() if number and reason in HELD]


def removals(done: Exchanged, language: Language) -> list[str]:
    """Return what goes because it was deleted elsewhere, by name."""
    return [language.say(GOES, kind=language.say(KIND_WORDS[one.kind]), title=one.title) for one in done.removals]


def problem_line(problem: Problem, language: Language) -> tuple[str, str]:
    """Return the file (empty where it is about none) and what is wrong with it."""
    return Path(problem.file).name, say_problem(problem, language)


def last_exchanged(status: Status, language: Language, most: int = 10) -> list[str]:
    """Return with whom was exchanged and when, the last one first."""
    found = [language.say(LAST, laptop=one.name, day=language.moment(one.at)) for one in status.peers[:most]]
    return found or [language.say(ALONE if status.code and not status.unsent else NOTHING_YET)]
