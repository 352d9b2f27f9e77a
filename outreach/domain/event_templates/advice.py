"""Open advice hour: the same hour every week, no booking, whoever comes is served."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import printed
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Task
from outreach.language import N_

ADVICE = EventTemplate(
    instead_of="advice",
    name=N_("Open advice hour, every week"),
    kind=EventKind.ADVICE,
    title=N_("Open advice hour for companies"),
    starts=15 * 60,
    minutes=60,
    place=N_("The business centre, ground floor"),
    description=N_(
        "Drop in without booking. Ask us anything about selling to the municipality: coming tenders, how to find them, how to "
        "read the documents. We give the same answers to everybody, and none about a tender that is open for bids."
    ),
    tags=(N_("advice"),),
    answer_days=0,
    recurrence=("RRULE:FREQ=WEEKLY;COUNT=12",),
    outline=Outline(
        resources=(N_("The advice room"),),
        tasks=(
            Task(text=N_("Notice on the website and in the business centre's channels"), days=-6),
            Task(text=N_("Agree on who sits there"), days=-2),
            Task(text=N_("Look through last week's questions"), days=-1),
            Task(text=N_("All conversations and questions are in the register"), days=1),
        ),
        packing=(
            PackingItem(text=N_("Computer")),
            PackingItem(text=N_("Flyers about coming tenders"), count=10),
            PackingItem(text=N_("Business cards"), count=20),
            PackingItem(text=N_("Sign for the door")),
        ),
        shifts=(Shift(post=N_("Advice"), begins=0, ends=60),),
        printing=(printed(HandoutKind.FLYER, 10),),
        goals=(N_("Nobody waits longer than fifteen minutes"), N_("Every question is written down, answered or not")),
        questions=(
            N_("How did you find us?"),
            N_("What is the one thing that would help you bid?"),
        ),
    ),
)
