"""Any other event of our own: the checklist that all of them need."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import (
    DEBRIEF,
    FLYERS,
    FOLLOW_UP,
    INVITE,
    MEETING_SHEET,
    PACK,
    REMIND,
    SIGN_IN,
    THANKS,
    printed,
)
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Task
from outreach.language import N_

OTHER = EventTemplate(
    instead_of="other",
    name=N_("Other event"),
    kind=EventKind.OTHER,
    title=N_("Event"),
    starts=9 * 60,
    minutes=120,
    outline=Outline(
        tasks=(
            Task(text=N_("Book the room"), days=-30),
            INVITE,
            FLYERS,
            REMIND,
            SIGN_IN,
            MEETING_SHEET,
            PACK,
            DEBRIEF,
            THANKS,
            FOLLOW_UP,
        ),
        packing=(
            PackingItem(text=N_("Roll-up")),
            PackingItem(text=N_("Officers' name badges"), count=2),
            PackingItem(text=N_("Business cards"), count=20),
            PackingItem(text=N_("Flyers about coming tenders"), count=20),
            PackingItem(text=N_("Pens"), count=20),
            PackingItem(text=N_("Extension cord, 5 m")),
        ),
        shifts=(Shift(post=N_("Door and check-in"), begins=-20, ends=30),),
        printing=(printed(HandoutKind.FLYER, 20), printed(HandoutKind.SIGN_IN, 1), printed(HandoutKind.MEETING_SHEET, 2)),
        goals=(N_("Five companies that we have not met before"),),
        questions=(N_("What keeps you from bidding for our contracts?"),),
    ),
)
