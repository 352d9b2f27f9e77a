"""`outreach network …`: a question to colleagues in other municipalities, what they answered, and who is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cli.command import argument, command, group, option
from outreach.cli.door import Answer, Door
from outreach.cli.outcome import done, saved
from outreach.cli.references import find_id, find_ids
from outreach.cli.table import aligned
from outreach.cli.values import Day
from outreach.domain.inquiry import Colleague, Inquiry
from outreach.domain.record import Kind, to_plain
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_, NN_, Language
from outreach.services.inquiries import ReadAnswer, is_overdue

if TYPE_CHECKING:
    from outreach.services.house import House

network = group("network", N_("Ask colleagues in other municipalities: ask, answer, take, list, close, delete, colleague."))
colleague = group("colleague", N_("Whom questions to the network go to: add, list, remove."))
network.add_command(colleague)


@command(network, "ask", N_("Write a question to all colleagues as one e-mail draft, and keep it as asked."))
@argument("title")
@option("--text", default="", text=N_("What you wonder, in more words."))
@option("--question", default=None, metavar="ID", text=N_("The question of the bank that it is about."))
@option("--to", "file", required=True, metavar="FILE.eml", text=N_("The draft to write; the colleagues do not see one another."))
@option("--by", "answer_by", type=Day(), default=None, metavar="DAY", text=N_("Until when answers help."))
@option("--tag", "tags", multiple=True, metavar="TAG", text=N_("A tag."))
@option("--cpv", multiple=True, metavar="CODE", text=N_("A CPV code that it is about."))
@option("--in", "written_in", type=click.Choice(("sv", "en")), default=None, text=N_("The draft's language: sv or en."))
@option("--despite-names", is_flag=True, text=N_("Write it although it names somebody; colleagues elsewhere will read it."))
def ask(
    door: Door,
    title: str,
    text: str,
    question: str | None,
    file: str,
    answer_by: date | None,
    tags: tuple[str, ...],
    cpv: tuple[str, ...],
    written_in: str | None,
    despite_names: bool,
) -> Answer:
    """Ask."""
    with door.house(writing=True) as house:
        about = find_id(house, question, Kind.QUESTION) if question else None
        made = Inquiry(title=title, text=text, question=about, answer_by=answer_by, tags=tags, cpv=cpv)
        language = written_in or door.language.code
        asked = house.inquiries.ask(made, Path(file), language=language, despite_names=despite_names)
    plain = {
        "inquiry": to_plain(asked.inquiry),
        "file": str(asked.file),
        "colleagues": asked.colleagues,
        "action": to_plain(asked.changes.action),
    }
    told = door.language.count(NN_("{n} colleague", "{n} colleagues"), asked.colleagues)
    said = N_("Wrote the draft to {colleagues}: {file}. Open it in your mail program and send it.")
    return Answer(plain, lambda: [door.language.say(said, colleagues=told, file=asked.file), f"id  {asked.inquiry.id}"])


@command(network, "answer", N_("Keep what a municipality answered: typed, or read from a saved message."))
@argument("reference", metavar="ID")
@option("--from", "municipality", default="", metavar="NAME", text=N_("Which municipality; guessed from a message's address."))
@option("--text", default="", text=N_("What it answered; quoted messages and signatures are left out."))
@option("--file", default=None, metavar="FILE.eml", text=N_("Read it from a saved message."))
@option("--on", "day", type=Day(), default=None, metavar="DAY", text=N_("When; the day of the message or today, unless named."))
def answer(door: Door, reference: str, municipality: str, text: str, file: str | None, day: date | None) -> Answer:
    """Keep an answer."""
    with door.house(writing=True) as house:
        inquiry = find_id(house, reference, Kind.INQUIRY)
        if not (text or file):
            raise InvalidInput(N_("Answer"), N_("Write or paste what was answered."))
        read = house.inquiries.read_answer_file(Path(file)) if file else house.inquiries.read_answer(text)
        changes = _keep(house, inquiry, read, municipality, day)
        return saved(door, changes, "inquiry", house.inquiries.get(inquiry))


def _keep(house: House, inquiry: Any, read: ReadAnswer, municipality: str, day: date | None) -> Any:
    credit = municipality or read.municipality
    return house.inquiries.answer(inquiry, read.text, municipality=credit, day=day or read.day, who=read.who)


@command(network, "take", N_("Make an answer our own, with its credit: to the question asked about, or to a new one."))
@argument("reference", metavar="ID")
@argument("number", type=click.IntRange(min=1))
@option("--text", default=None, text=N_("The answer in our own words; theirs, unless given."))
@option("--public/--not-public", default=None, text=N_("Whether it may stand on a sheet that is handed out."))
def take(door: Door, reference: str, number: int, text: str | None, public: bool | None) -> Answer:
    """Take an answer over."""
    with door.house(writing=True) as house:
        inquiry = find_id(house, reference, Kind.INQUIRY)
        changes = house.inquiries.take_over(inquiry, number, text=text, public=public)
        about = house.inquiries.get(inquiry).question
        assert about is not None
        return saved(door, changes, "question", house.questions.get(about))


@command(network, "list", N_("Show what was asked: the open ones by the day that answers are due, then the closed."))
@option("--find", default="", metavar="TEXT", text=N_("Only those that have these words."))
@option("--overdue", is_flag=True, text=N_("Only those whose answers are late."))
@option("--open", "only_open", is_flag=True, text=N_("Only those that are not closed."))
def list_command(door: Door, find: str, overdue: bool, only_open: bool) -> Answer:
    """Show them."""
    with door.house() as house:
        today = home_day(house.now())
        found = house.inquiries.every(find)
    if overdue:
        found = [one for one in found if is_overdue(one, today)]
    if only_open:
        found = [one for one in found if one.closed is None]
    plain = [{**to_plain(one), "overdue": is_overdue(one, today)} for one in found]
    return Answer({"inquiries": plain, "count": len(plain)}, lambda: _lines(found, today, door.language))


@command(network, "close", N_("Wait for no more answers."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def close(door: Door, references: tuple[str, ...]) -> Answer:
    """Close them."""
    with door.house(writing=True) as house:
        return done(door, house.inquiries.close(find_ids(house, references, Kind.INQUIRY)))


@command(network, "reopen", N_("Wait for answers again."))
@argument("reference", metavar="ID")
def reopen(door: Door, reference: str) -> Answer:
    """Wait again."""
    with door.house(writing=True) as house:
        inquiry = find_id(house, reference, Kind.INQUIRY)
        return saved(door, house.inquiries.reopen(inquiry), "inquiry", house.inquiries.get(inquiry))


@command(network, "delete", N_("Delete; undo brings it back."))
@argument("references", nargs=-1, required=True, metavar="ID…")
def delete(door: Door, references: tuple[str, ...]) -> Answer:
    """Delete them."""
    with door.house(writing=True) as house:
        return done(door, house.inquiries.delete(find_ids(house, references, Kind.INQUIRY)))


@command(colleague, "add", N_("Add colleagues: addresses, lines with name and municipality, or a file with such a list."))
@argument("lines", nargs=-1, metavar="LINE…")
@option("--file", default=None, metavar="FILE", text=N_("A list (.csv, .txt) or visiting cards (.vcf)."))
def add(door: Door, lines: tuple[str, ...], file: str | None) -> Answer:
    """Add colleagues."""
    from outreach.services.inquiries import read_list_file

    with door.house(writing=True) as house:
        text = "\n".join((*lines, read_list_file(Path(file)) if file else ""))
        found, unread = house.inquiries.read_colleagues(text)
        if not found:
            raise InvalidInput(N_("Colleagues"), N_("No e-mail address was found."))
        changes = house.inquiries.add_colleagues(found)
        kept = house.inquiries.colleagues()
        return done(door, changes, colleagues=to_plain(kept), count=len(kept), unread=unread)


@command(colleague, "list", N_("Show whom questions go to."))
def list_colleagues(door: Door) -> Answer:
    """Show them."""
    with door.house() as house:
        kept = house.inquiries.colleagues()
    return Answer({"colleagues": to_plain(kept), "count": len(kept)}, lambda: _colleague_lines(kept, door.language))


@command(colleague, "remove", N_("Ask a colleague no more."))
@argument("email", metavar="ADDRESS")
def remove(door: Door, email: str) -> Answer:
    """Remove one."""
    with door.house(writing=True) as house:
        changes = house.inquiries.remove_colleague(email)
        kept = house.inquiries.colleagues()
        return done(door, changes, colleagues=to_plain(kept), count=len(kept))


def _lines(found: list[Inquiry], today: date, language: Language) -> list[str]:
    if not found:
        return [language.say(N_("There is none."))]
    rows = []
    for one in found:
        late = language.say(N_("late")) if is_overdue(one, today) else ""
        state = language.say(N_("closed {day}"), day=language.day(one.closed)) if one.closed else late
        due = language.day(one.answer_by) if one.answer_by else ""
        rows.append([one.title, language.number(len(one.answers)), due, state, str(one.id)])
        rows += [[f"  {each.municipality}: {' '.join(each.text.split())[:90]}", "", "", "", ""] for each in one.answers]
    titles = [language.say(title) for title in (N_("Question"), N_("Answers"), N_("Answer by"), N_("Status"))]
    return aligned([*titles, "id"], rows)


def _colleague_lines(kept: tuple[Colleague, ...], language: Language) -> list[str]:
    if not kept:
        return [language.say(N_("There are no colleagues to ask yet. Add their addresses first."))]
    titles = [language.say(title) for title in (N_("Municipality"), N_("Name"), N_("E-mail"))]
    return aligned(titles, [[one.municipality, one.name, one.email] for one in kept])
