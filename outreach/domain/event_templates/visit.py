"""Company visit: an hour at their place, on their terms."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import FOLLOW_UP, printed
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Task
from outreach.language import N_

VISIT = EventTemplate(
    instead_of="visit",
    name=N_("Company visit"),
    kind=EventKind.VISIT,
    title=N_("Visit to a company"),
    starts=10 * 60,
    minutes=60,
    place=N_("With the company"),
    description=N_("We come to you, see what you do and tell what the municipality plans to buy in your line of business."),
    tags=(N_("visit"),),
    answer_days=-2,
    outline=Outline(
        tasks=(
            Task(text=N_("Agree on a time and on whom we meet"), days=-14),
            Task(text=N_("Read up: earlier conversations, contracts and bids"), days=-2),
            Task(text=N_("Find the coming tenders that suit them"), days=-2),
            Task(text=N_("Print the meeting sheet"), days=-1),
            Task(text=N_("Conversation and promises are in the register"), days=0),
            Task(text=N_("Send thanks and what was promised"), days=1),
            FOLLOW_UP,
        ),
        packing=(
            PackingItem(text=N_("Business cards"), count=5),
            PackingItem(text=N_("Flyers about coming tenders"), count=3),
            PackingItem(text=N_("Sturdy shoes, if it is a workshop")),
        ),
        shifts=(
            Shift(post=N_("Travel there"), begins=-30, ends=0),
            Shift(post=N_("Tour and talk"), begins=0, ends=60),
        ),
        printing=(printed(HandoutKind.MEETING_SHEET, 1), printed(HandoutKind.FLYER, 3)),
        goals=(
            N_("We know what the company can deliver, and from when"),
            N_("The company knows one coming tender and whom to call"),
        ),
        questions=(
            N_("What do you do best, and for whom?"),
            N_("How much more could you take on?"),
            N_("What has kept you from bidding so far?"),
            N_("Who else should we meet?"),
        ),
    ),
)
