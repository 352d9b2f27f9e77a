"""`outreach answer-draft ID`: the answer to one who asked, as an e-mail draft; `outreach today`: what the day asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from outreach.cli.command import argument, command, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done
from outreach.cli.references import find_id, find_record
from outreach.domain.record import Kind, to_plain
from outreach.errors import InvalidInput, OutreachError
from outreach.language import N_, NN_, Language
from outreach.services.exchange_words import CONFLICTS
from outreach.services.single_answers import SOURCES
from outreach.services.today import LACK_LABELS, LETTERS_DUE, AskedEvent, Day, deadline_words


def add_answers(root: click.Group) -> None:
    """Give the program its commands `answer-draft` and `today`."""
    _add_answer_draft(root)
    _add_today(root)


def _add_answer_draft(root: click.Group) -> None:
    @command(root, "answer-draft", N_("Write the answer to one who asked as an e-mail draft with the flyer of the tender."))
    @argument("reference", metavar="FOLLOW-UP|CONVERSATION|QUESTION")
    @option("--to", "file", required=True, metavar="FILE.eml", text=N_("The draft."))
    @option("--address", default="", metavar="ADDRESS", text=N_("To this e-mail address; a question is nobody\'s by itself."))
    @option("--text", "words", default="", metavar="TEXT", text=N_("The answer, in place of the proposed text."))
    @option("--tender", default="", metavar="ID", text=N_("Attach the flyer of this tender."))
    @option("--done", "finish", is_flag=True, text=N_("Mark the follow-up as done."))
    def answer_draft(door: Door, reference: str, file: str, address: str, words: str, tender: str, finish: bool) -> Answer:
        with door.house(writing=True) as house:
            kind, record_id = _source(house, reference)
            draft = house.single_answers.propose(kind, record_id)
            chosen = find_id(house, tender, Kind.TENDER) if tender else draft.tender
            draft = replace(draft, to=address or draft.to, text=words or draft.text, tender=chosen)
            found = house.single_answers.write(draft, Path(file), finish=finish)
        return done(door, found.changes, file=str(found.file), to=draft.to, flyer=found.flyer)


def _source(house: Any, reference: str) -> tuple[Kind, Any]:
    try:
        kind, record = find_record(house, reference)
    except OutreachError:
        kind, record = find_record(house, reference, Kind.FOLLOW_UP)
    if kind not in SOURCES:
        raise InvalidInput(N_("Source"), N_("Name a follow-up, a conversation or a question."))
    return kind, record.id


def _add_today(root: click.Group) -> None:
    @command(root, "today", N_("Show what the day asks for: follow up, next events, to be told to everyone, cards to type in."))
    def today(door: Door) -> Answer:
        with door.house() as house:
            day, conflicts = house.today.look(), house.exchange.count_conflicts()
        waiting = [door.language.count(CONFLICTS, conflicts), ""] if conflicts else []
        return Answer(_plain(day) | {"conflicts": conflicts}, lambda: waiting + _lines(day, door.language))


_CELLS = ("text", "person", "company", "name", "officer")


def _plain(day: Day) -> dict[str, Any]:
    def row(one: Any, name: str) -> dict[str, Any]:
        cells = {key: to_plain(one.cells[key]) for key in _CELLS if key in one.cells}
        return {"id": str(one.id), "due": one.cells[name].isoformat(), **cells}

    return {
        "day": day.today.isoformat(),
        "follow_ups": [row(one, "due") for one in day.follow_ups],
        "contacts": [row(one, "next_contact") for one in day.contacts],
        "deadlines": [
            {"tender": str(one.tender), "title": one.title, "kind": one.kind.value, "act_by": one.act_by.isoformat()}
            for one in day.deadlines
        ],
        "events": [
            {
                "id": str(one.event.id),
                "title": one.event.title,
                "tasks": len(one.tasks),
                "to_pack": len(one.packing),
                "letters": one.letters,
                "lacks": [lack.value for lack in one.lacks],
                "debrief": one.debrief,
            }
            for one in day.events
        ],
        "to_tell": [
            {
                "id": str(one.disclosure.id),
                "text": one.disclosure.text,
                "tender": one.tender.title if one.tender else "",
                "days": one.days,
            }
            for one in day.to_tell
        ],
        "cards": [str(card.id) for card in day.cards],
    }


_TASKS = NN_("{n} task due", "{n} tasks due")
_CARDS = NN_("{n} card waits", "{n} cards wait")


def _lines(day: Day, language: Language) -> list[str]:
    say = language.say
    lines = [say(N_("Follow up"))]
    lines += [f"  {language.day(one.cells['due'])}  {_who(one.cells)}" for one in day.follow_ups]
    lines += [f"  {language.day(one.cells['next_contact'])}  {one.cells['name']}" for one in day.contacts]
    lines += [f"  {language.day(one.act_by)}  {one.title}: {say(deadline_words(one))}" for one in day.deadlines]
    lines += ["", say(N_("Next events"))]
    lines += [f"  {one.event.title}{_missing(one, language)}" for one in day.events]
    lines += ["", say(N_("To be told to everyone"))]
    lines += [f"  {one.tender.title if one.tender else '–'}: {one.disclosure.text}" for one in day.to_tell]
    return [*lines, "", say(N_("Cards to type in")), f"  {language.count(_CARDS, len(day.cards))}"]


def _who(cells: dict[str, Any]) -> str:
    whom = ", ".join(name for name in (cells["person"], cells["company"]) if name)
    return ": ".join(part for part in (whom, str(cells["text"])) if part)


def _missing(one: AskedEvent, language: Language) -> str:
    said = [language.count(_TASKS, len(one.tasks))] if one.tasks else []
    said += [language.count(LETTERS_DUE, one.letters)] if one.letters else []
    said += [language.say(LACK_LABELS[lack]) for lack in one.lacks]
    return f" – {', '.join(said)}" if said else ""
