"""`outreach question …`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, leaves, option
from outreach.cli.door import Answer, Door
from outreach.cli.listing import give_list, list_options, read_listing
from outreach.cli.outcome import done, fresh, saved
from outreach.cli.progress import progress
from outreach.cli.references import find_id, find_ids, find_record
from outreach.cli.streets import add_delete, with_values
from outreach.cli.table import aligned
from outreach.cli.values import Day, Moment, one_of
from outreach.domain.question import Question
from outreach.domain.question_status import QUESTION_STATUS_LABELS, About, QuestionStatus
from outreach.domain.record import Kind, to_plain
from outreach.domain.when import home_day
from outreach.language import LANGUAGES, N_, Language
from outreach.services.question_letters import ADVERTISED

if TYPE_CHECKING:
    from outreach.services.questions import TopQuestion

question = group(
    "question", N_("What suppliers ask, counted without a name: ask, list, like, change, answer, tell, top, merge, delete.")
)
add_delete(question, Kind.QUESTION)


@command(question, "ask", N_("Count a question; one in the same words is counted once more. #tag and @tender are understood."))
@argument("text")
@option("--event", default=None, metavar="ID", text=N_("Where it was asked; at no event, unless named."))
@option("--as", "known", default=None, metavar="ID", text=N_("Count it as this question, whatever its words."))
@option("--at", type=Moment(), default=None, metavar="TIME", text=N_("When it was, in Swedish time; now, unless named."))
def ask(door: Door, text: str, event: str | None, known: str | None, at: datetime | None) -> Answer:
    """Count it."""
    with door.house(writing=True) as house:
        asked = house.questions.ask(
            text,
            question=find_id(house, known, Kind.QUESTION) if known else None,
            event=find_id(house, event, Kind.EVENT) if event else None,
            at=at.astimezone(UTC) if at else None,
        )
    plain = {
        "question": to_plain(asked.question),
        "meeting": to_plain(asked.meeting),
        "asked": asked.count,
        "new": asked.is_new,
        "action": to_plain(asked.changes.action),
    }
    count = door.language.number(asked.count)
    said = N_("Counted; asked so far: {n}. {text}")
    return Answer(plain, lambda: [door.language.say(said, n=count, text=asked.question.text), f"id  {asked.question.id}"])


@command(question, "list", N_("Show the questions, those asked most first; with --event how often each was asked there."))
@list_options
@option("--event", default=None, metavar="ID", text=N_("Only what was asked at this event, counted there."))
@option("--tag", "tags", multiple=True, metavar="TAG", text=N_("Only those with this tag."))
@option("--status", "status", multiple=True, type=one_of(QuestionStatus), text=N_("Only those that have come so far."))
@option("--about", type=one_of(About), default=None, text=N_("Only questions about tenders, or only general ones."))
@option("--tender", "tenders", multiple=True, metavar="ID", text=N_("Only those about this tender."))
@option("--year", type=click.IntRange(1900, 2200), default=None, text=N_("Only those that were asked in this year."))
@option("--public/--not-public", default=None, text=N_("Only those that may be printed, or only those that may not."))
def list_command(
    door: Door,
    find: str,
    filters: tuple[str, ...],
    sort: str,
    descending: bool,
    limit: int | None,
    event: str | None,
    tags: tuple[str, ...],
    status: tuple[str, ...],
    about: str | None,
    tenders: tuple[str, ...],
    year: int | None,
    public: bool | None,
) -> Answer:
    """Show the list, or the top list of an event."""
    every = (*filters, *(f"tag={tag}" for tag in tags), *(f"status={one}" for one in status))
    every += tuple(f"tender={one}" for one in tenders)
    every += (f"about={about}",) if about else ()
    every += (f"year={year}",) if year else ()
    every += (f"public={'yes' if public else 'no'}",) if public is not None else ()
    with door.house() as house:
        if event is None:
            return give_list(door, house.questions, read_listing(house, Kind.QUESTION, find, every, sort, descending), limit)
        event_id = find_id(house, event, Kind.EVENT)
        listing = read_listing(house, Kind.QUESTION, find, (*every, f"event={event_id}"), sort, descending)
        fitting = {record.id for record in house.questions.listed(listing)}
        top = [(one, count) for one, count in house.questions.top_at(event_id, house.questions.count()) if one.id in fitting]
    return _counted(door.language, top if limit is None else top[:limit], len(top))


@command(question, "like", N_("Show known questions that resemble a text, the most alike first."))
@argument("text")
@option("--limit", type=click.IntRange(min=1), default=5, text=N_("At most so many; 5 unless named."))
def like(door: Door, text: str, limit: int) -> Answer:
    """Show them."""
    with door.house() as house:
        found = house.questions.like(text, limit)
    plain = [{**to_plain(one.question), "asked": one.asked, "likeness": round(one.likeness, 3)} for one in found]
    return Answer({"questions": plain}, lambda: _lines(door.language, [(one.question, one.asked) for one in found]))


@command(question, "change", N_("Word a question anew, or give it other tags."))
@argument("reference", metavar="ID")
@option("--text", default=None, text=N_("The new wording."))
@option("--tag", "tags", multiple=True, metavar="TAG", text=N_("A tag; replaces those there are."))
@option(
    "--tender", "tenders", multiple=True, metavar="ID", text=N_("A tender that it is about; replaces those there are.")
)
@option("--public/--not-public", default=None, text=N_("Whether it may stand on a sheet that is handed out."))
def change(
    door: Door, reference: str, text: str | None, tags: tuple[str, ...], tenders: tuple[str, ...], public: bool | None
) -> Answer:
    """Keep other words."""
    with door.house(writing=True) as house:
        _, record = find_record(house, reference, Kind.QUESTION)
        about = tuple(find_ids(house, tenders, Kind.TENDER))
        changed = with_values(record, {"text": text, "tags": tags, "tenders": about, "public": public})
        changes = house.questions.save(changed)
        return saved(door, changes, "question", fresh(house.questions, changed))


@command(question, "answer", N_("Keep our answer to a question, of today; an empty one takes it away."))
@argument("reference", metavar="ID")
@argument("text")
@option("--source", default=None, metavar="TEXT", text=N_("Where the answer is from: a law, the notice, a municipality."))
@option("--on", "day", type=Day(), default=None, metavar="DAY", text=N_("The day of the answer; today, unless named."))
@option("--public/--not-public", default=None, text=N_("Whether it may stand on a sheet that is handed out."))
def answer(
    door: Door, reference: str, text: str, source: str | None, day: date | None, public: bool | None
) -> Answer:
    """Keep the answer."""
    with door.house(writing=True) as house:
        _, record = find_record(house, reference, Kind.QUESTION)
        changes = house.questions.answer(record.id, text, source=source, on=day, public=public)
        return saved(door, changes, "question", house.questions.get(record.id))


@command(question, "top", N_("Show the questions that were asked most in a year."))
@option("--year", type=click.IntRange(1900, 2200), default=None, text=N_("The year; this one, unless named."))
@option(
    "--programme",
    default="",
    metavar="TAG",
    text=N_("Only what was asked under this tag: on the conversation, its event or its tender."),
)
@option("--limit", type=click.IntRange(min=1), default=10, text=N_("At most so many; 10 unless named."))
def top(door: Door, year: int | None, programme: str, limit: int) -> Answer:
    """Show them."""
    with door.house() as house:
        wanted = year or home_day(house.now()).year
        found = house.questions.top(wanted, programme, limit)
    plain = [
        {**to_plain(one.question), "asked": one.times, "status": one.status.value, "has_answer": one.answered} for one in found
    ]
    return Answer({"year": wanted, "questions": plain}, lambda: _top_lines(door.language, found))


@command(question, "tell", N_("Write the public answers about a tender as an e-mail draft to every company that was notified."))
@argument("reference", metavar="TENDER")
@option("--to", "folder", required=True, metavar="DIR", text=N_("A folder for the e-mail drafts."))
@option("--in", "written_in", type=click.Choice(LANGUAGES), default=None, text=N_("The drafts' language: sv or en."))
@option("--again", is_flag=True, text=N_("Tell what was told before as well."))
@leaves
def tell(door: Door, reference: str, folder: str, written_in: str | None, again: bool) -> Answer:
    """Tell all who were notified."""
    language = written_in or door.language.code
    with door.house(writing=True) as house:
        tender = find_id(house, reference, Kind.TENDER)
        with progress(door.language, N_("Writing e-mail drafts")) as report:
            told = house.question_letters.tell(tender, Path(folder), language, report, again=again)
    made = done(
        door,
        told.changes,
        files=[str(file) for file in told.drafts.files],
        without_address=list(told.drafts.without_address),
        declined=list(told.drafts.declined),
        questions=[one.text for one in told.questions],
        advertised=told.advertised,
    )
    return replace(made, lines=lambda: [*made.lines(), door.language.say(ADVERTISED)]) if told.advertised else made


@command(question, "merge", N_("Let several questions be one: the first named keeps its words and gets the counts of the others."))
@argument("references", nargs=-1, required=True, metavar="ID ID…")
def merge(door: Door, references: tuple[str, ...]) -> Answer:
    """Make them one."""
    with door.house(writing=True) as house:
        kept, *others = find_ids(house, references, Kind.QUESTION)
        changes = house.questions.merge(kept, others)
        count = house.questions.facts([kept]).get(kept, (0, None))[0]
        return done(door, changes, question=to_plain(house.questions.get(kept)), asked=count)


def _top_lines(language: Language, found: list[TopQuestion]) -> list[str]:
    if not found:
        return [language.say(N_("There is none."))]
    header = [language.say(title) for title in (N_("Question"), N_("Asked"), N_("Status"))] + ["id"]
    rows = [
        [
            one.question.text,
            language.number(one.times),
            language.say(QUESTION_STATUS_LABELS[one.status]),
            str(one.question.id),
        ]
        for one in found
    ]
    return aligned(header, rows)


def _counted(language: Language, top: list[tuple[Question, int]], count: int) -> Answer:
    plain: list[dict[str, Any]] = [{**to_plain(one), "asked": times} for one, times in top]
    return Answer({"questions": plain, "count": count}, lambda: _lines(language, top))


def _lines(language: Language, found: list[tuple[Question, int]]) -> list[str]:
    header = [language.say(title) for title in (N_("Question"), N_("Asked"), N_("Tags"))] + ["id"]
    rows = [
        [one.text, language.number(times), " ".join(f"#{tag}" for tag in one.tags), str(one.id)] for one, times in found
    ]
    return aligned(header, rows) if rows else [language.say(N_("There is none."))]
