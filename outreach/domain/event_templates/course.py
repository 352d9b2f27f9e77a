"""Bid-writing course: an afternoon for companies that have never bid."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import DEBRIEF, FOLLOW_UP, INVITE, REMIND, ROOM_KIT, SIGN_IN, printed
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Task
from outreach.language import N_

COURSE = EventTemplate(
    instead_of="course",
    name=N_("Bid-writing course"),
    kind=EventKind.COURSE,
    title=N_("Course: write your first bid"),
    starts=13 * 60,
    minutes=180,
    place=N_("The computer room of the adult education centre"),
    description=N_(
        "For companies that have never bid, or want to do it better. We go through a real call for tenders, answer its "
        "requirements together and show the usual mistakes. Free of charge; bring a computer if you have one."
    ),
    tags=(N_("course"),),
    answer_days=-5,
    outline=Outline(
        capacity=20,
        resources=(N_("The computer room"), N_("Projector")),
        tasks=(
            Task(text=N_("Book the room with computers and the projector"), days=-42),
            Task(text=N_("Choose a closed tender as the exercise and make it anonymous"), days=-30),
            Task(text=N_("Ask the tender portal for practice accounts"), days=-28),
            INVITE,
            Task(text=N_("Order coffee and fruit; ask about allergies"), days=-7),
            REMIND,
            Task(text=N_("Offer free places to the waiting list"), days=-4),
            Task(text=N_("Send out how to prepare: log in to the portal once"), days=-3),
            Task(text=N_("Exercise booklets printed"), days=-2),
            SIGN_IN,
            DEBRIEF,
            Task(text=N_("Send the slides and the checklist to those who came"), days=1),
            Task(text=N_("Ask by e-mail what they want to learn next"), days=5),
            FOLLOW_UP,
            Task(text=N_("Look who of them has bid since"), days=180),
        ),
        packing=(
            *ROOM_KIT,
            PackingItem(text=N_("Exercise booklets"), count=20),
            PackingItem(text=N_("The checklist “before you send your bid”"), count=20),
            PackingItem(text=N_("Extension cords for the guests' computers"), count=3),
        ),
        shifts=(
            Shift(post=N_("Sets the room and starts the computers"), begins=-60, ends=-15),
            Shift(post=N_("Door and check-in"), begins=-20, ends=10),
            Shift(post=N_("Leads the course"), begins=0, ends=180),
            Shift(post=N_("Helps at the tables"), begins=45, ends=180),
            Shift(post=N_("Clears the room"), begins=180, ends=210),
        ),
        printing=(printed(HandoutKind.SIGN_IN, 1), printed(HandoutKind.FLYER, 20)),
        goals=(
            N_("Every participant has answered one requirement in writing"),
            N_("Half of the participants bid within a year"),
            N_("We know the three most common obstacles"),
        ),
        questions=(
            N_("At which step did you stop the last time you tried?"),
            N_("Which words in our documents are hard to understand?"),
            N_("Which proof or certificate is hardest for you to get?"),
        ),
    ),
)
