"""Fair: somebody else's hall, our booth. Seen from the exhibitor's side."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import (
    BOOTH_KIT,
    DEBRIEF,
    FOLLOW_UP,
    MEETING_SHEET,
    PACK,
    REGISTER,
    printed,
)
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Side, Task
from outreach.language import N_

FAIR = EventTemplate(
    instead_of="fair",
    name=N_("Fair, as an exhibitor"),
    kind=EventKind.FAIR,
    title=N_("Business fair"),
    starts=9 * 60,
    minutes=7 * 60,
    description=N_("Meet the procurement unit at our stand: what we plan to buy, and how your company can take part."),
    tags=(N_("fair"),),
    build_up=120,
    tear_down=0,
    outline=Outline(
        side=Side.EXHIBITOR,
        resources=(N_("Booth kit"),),
        tasks=(
            Task(text=N_("Book the stand; ask for power, a table and the exhibitors' handbook"), days=-90),
            Task(text=N_("Note the stand's number, build-up and take-down times and the organiser's contact"), days=-30),
            Task(text=N_("Order staff passes and parking for unloading"), days=-21),
            Task(text=N_("Ask the organiser for the list of exhibitors and choose whom to visit"), days=-14),
            Task(text=N_("Choose the tenders to tell about and check their dates"), days=-10),
            Task(text=N_("Tell companies on our list which stand we have"), days=-7),
            Task(text=N_("Flyers printed"), days=-5),
            Task(text=N_("Roll-up, table tents and extension cord checked"), days=-3),
            Task(text=N_("Charge tablet, phones and power bank"), days=-1),
            PACK,
            MEETING_SHEET,
            Task(text=N_("Photo of the stand before the doors open"), days=0),
            DEBRIEF,
            REGISTER,
            Task(text=N_("Write hours and cost into the plan"), days=3),
            FOLLOW_UP,
            Task(text=N_("Decide about next year while the price for early booking holds"), days=30),
        ),
        packing=(
            *BOOTH_KIT,
            PackingItem(text=N_("Flyers about coming tenders"), count=150),
            PackingItem(text=N_("Bowl with sweets")),
            PackingItem(text=N_("Water bottles"), count=4),
            PackingItem(text=N_("Power bank")),
            PackingItem(text=N_("Comfortable shoes")),
        ),
        shifts=(
            Shift(post=N_("Builds the stand"), begins=-120, ends=-30),
            Shift(post=N_("Stand, first half"), begins=0, ends=210),
            Shift(post=N_("Walks the hall: visits companies at their stands"), begins=30, ends=180),
            Shift(post=N_("Stand, second half"), begins=210, ends=420),
            Shift(post=N_("Walks the hall, second half"), begins=240, ends=390),
            Shift(post=N_("Takes the stand down"), begins=420, ends=480),
        ),
        printing=(printed(HandoutKind.FLYER, 150), printed(HandoutKind.MEETING_SHEET, 2)),
        goals=(
            N_("Forty conversations in the register before we go home"),
            N_("Twenty companies that we have not met before"),
            N_("Five visits to stands of companies that suit a coming tender"),
        ),
        questions=(
            N_("What do you sell that a municipality might need?"),
            N_("Have you ever bid for a public contract? Why, or why not?"),
            N_("Which size of contract suits you?"),
            N_("How do you want to hear about coming tenders?"),
        ),
    ),
)
