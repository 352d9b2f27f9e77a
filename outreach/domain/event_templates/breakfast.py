"""Breakfast seminar: coffee, what we will buy this year, questions."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import (
    DEBRIEF,
    FLYERS,
    FOLLOW_UP,
    INVITE,
    MEETING_SHEET,
    REMIND,
    ROOM_KIT,
    SIGN_IN,
    THANKS,
    printed,
)
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Task
from outreach.language import N_

BREAKFAST = EventTemplate(
    instead_of="breakfast",
    name=N_("Breakfast seminar"),
    kind=EventKind.BREAKFAST,
    title=N_("Breakfast seminar: the purchases ahead of us"),
    starts=7 * 60 + 30,
    minutes=90,
    place=N_("Town hall, the large meeting room"),
    description=N_(
        "Coffee and sandwiches for the first half hour. Then we tell what the municipality plans to buy in the coming year and "
        "how you can take part. There is time for questions and for talking with us, and we end on time."
    ),
    tags=(N_("breakfast"),),
    answer_days=-3,
    outline=Outline(
        capacity=40,
        resources=(N_("The large meeting room"), N_("Projector")),
        tasks=(
            Task(text=N_("Book the room and the projector"), days=-42),
            Task(text=N_("Choose the tenders to tell about"), days=-35),
            Task(text=N_("Ask the head of department to open"), days=-28),
            INVITE,
            Task(text=N_("Put the event on the website and ask the business office to spread it"), days=-21),
            Task(text=N_("Order coffee, tea and sandwiches; ask about allergies"), days=-7),
            FLYERS,
            REMIND,
            Task(text=N_("Tell the caterer the final number"), days=-3),
            Task(text=N_("Slides ready and tried on the projector"), days=-1),
            SIGN_IN,
            MEETING_SHEET,
            DEBRIEF,
            THANKS,
            FOLLOW_UP,
        ),
        packing=(*ROOM_KIT, PackingItem(text=N_("Flyers about coming tenders"), count=40)),
        shifts=(
            Shift(post=N_("Sets the room and tries the projector"), begins=-60, ends=-15),
            Shift(post=N_("Door and check-in"), begins=-20, ends=30),
            Shift(post=N_("Coffee table: welcomes those who come alone"), begins=-20, ends=30),
            Shift(post=N_("Tells about the coming tenders"), begins=30, ends=60),
            Shift(post=N_("Takes down questions and writes conversations"), begins=30, ends=90),
            Shift(post=N_("Clears the room"), begins=90, ends=120),
        ),
        printing=(printed(HandoutKind.FLYER, 40), printed(HandoutKind.SIGN_IN, 1), printed(HandoutKind.MEETING_SHEET, 2)),
        goals=(
            N_("Every guest knows at least one coming tender that fits"),
            N_("Ten companies that we have not met before"),
            N_("At least five questions written down for the next seminar"),
        ),
        questions=(
            N_("What keeps you from bidding for our contracts?"),
            N_("How early do you need to know about a tender?"),
            N_("Which parts of a contract would suit a company of your size?"),
            N_("Where do you look for tenders today?"),
        ),
    ),
)
