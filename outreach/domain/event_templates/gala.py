"""Business gala: we are guests among the region's companies, with no booth and little time for each."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import DEBRIEF, FOLLOW_UP, MEETING_SHEET, REGISTER, printed
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Side, Task
from outreach.language import N_

GALA = EventTemplate(
    instead_of="gala",
    name=N_("Business gala"),
    kind=EventKind.GALA,
    title=N_("Business gala"),
    starts=18 * 60,
    minutes=5 * 60,
    description=N_("The yearly gala of the region's companies, with dinner and awards."),
    tags=(N_("gala"),),
    outline=Outline(
        side=Side.EXHIBITOR,
        resources=(),
        tasks=(
            Task(text=N_("Buy tickets and ask for seats at different tables"), days=-45),
            Task(text=N_("Ask the business office for the list of those who are nominated"), days=-21),
            Task(text=N_("Ask the organiser whether flyers may lie on the tables"), days=-21),
            Task(text=N_("Choose ten companies to greet, five each"), days=-7),
            MEETING_SHEET,
            Task(text=N_("Business cards and phone charged"), days=0),
            DEBRIEF,
            REGISTER,
            Task(text=N_("Congratulate the winners, with a line about coming tenders"), days=2),
            FOLLOW_UP,
        ),
        packing=(
            PackingItem(text=N_("Business cards"), count=60),
            PackingItem(text=N_("Officers' name badges"), count=2),
            PackingItem(text=N_("Chargers for phone and computer")),
            PackingItem(text=N_("Tickets")),
        ),
        shifts=(
            Shift(post=N_("Mingle: the new companies first"), begins=0, ends=60),
            Shift(post=N_("Dinner: own table"), begins=60, ends=180),
            Shift(post=N_("Mingle after the awards: those on the meeting sheet"), begins=210, ends=300),
        ),
        printing=(printed(HandoutKind.MEETING_SHEET, 2),),
        goals=(
            N_("Ten companies greeted that we have not met before"),
            N_("Every nominated company knows who we are"),
            N_("Three booked visits or calls"),
        ),
        questions=(
            N_("Do you know what the municipality buys in your line of business?"),
            N_("What would make you bid the first time?"),
            N_("May we call you about a tender next spring?"),
        ),
    ),
)
