"""`outreach calendar print`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from outreach.cli.command import command, option
from outreach.cli.door import Answer, Door
from outreach.cli.values import Day, one_of
from outreach.domain.printed_calendar import CalendarPage, CalendarPaper
from outreach.domain.when import home_day
from outreach.language import LANGUAGES, N_, NN_


def add_calendar_prints(calendar: click.Group) -> None:
    """Give the group `calendar` its command `print`."""

    @command(calendar, "print", N_("Print a month, a week, an agenda or a year as a PDF, with holidays and a legend."))
    @option("--view", "page", type=one_of(CalendarPage), default=CalendarPage.MONTH.value, text=N_("What is printed."))
    @option("--date", "day", type=Day(), default=None, text=N_("A day in it; an agenda begins there. Today, unless named."))
    @option("--until", "last", type=Day(), default=None, text=N_("The last day of an agenda; three months, unless named."))
    @option("--to", "file", required=True, metavar="FILE.pdf", text=N_("The file to write."))
    @option("--no-tenders", is_flag=True, text=N_("Leave the dates of tenders out."))
    @option("--paper", type=one_of(CalendarPaper), default=CalendarPaper.A4.value, text=N_("The paper of a year."))
    @option("--in", "printed_in", type=click.Choice(LANGUAGES), default=None, text=N_("The print's language: sv or en."))
    def print_calendar(
        door: Door,
        page: str,
        day: date | None,
        last: date | None,
        file: str,
        no_tenders: bool,
        paper: str,
        printed_in: str | None,
    ) -> Answer:
        with door.house() as house:
            made = house.calendar_prints.make(
                CalendarPage(page),
                day or home_day(house.now()),
                last=last,
                language=printed_in or door.language.code,
                tenders=not no_tenders,
                paper=CalendarPaper(paper),
            )
            printed = house.calendar_prints.save(made, Path(file))
        pages = door.language.count(NN_("{n} page", "{n} pages"), printed.pages)
        return Answer(
            {"file": str(printed.file), "pages": printed.pages, "first": str(made.first), "last": str(made.last)},
            lambda: [door.language.say(N_("Wrote {pages} to {file}"), pages=pages, file=str(printed.file))],
        )
