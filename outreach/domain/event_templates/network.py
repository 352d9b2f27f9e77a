"""Network meeting: a handful of companies, or a business association's evening that we may use."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import DEBRIEF, FOLLOW_UP, INVITE, MEETING_SHEET, REGISTER, printed
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Task
from outreach.language import N_

NETWORK = EventTemplate(
    instead_of="network",
    name=N_("Network meeting"),
    kind=EventKind.NETWORK,
    title=N_("Network meeting with local companies"),
    starts=16 * 60 + 30,
    minutes=120,
    place=N_("With one of the companies"),
    description=N_(
        "A few companies in the same line of business meet us and each other. Short news from the municipality, then we talk "
        "about how small companies can bid together."
    ),
    tags=(N_("network"),),
    outline=Outline(
        capacity=15,
        tasks=(
            Task(text=N_("Agree with the company that hosts us"), days=-35),
            INVITE,
            Task(text=N_("Ask two companies to tell about a contract they won"), days=-14),
            Task(text=N_("Remind those who have not answered"), days=-4),
            Task(text=N_("Order something to eat; ask about allergies"), days=-4),
            MEETING_SHEET,
            DEBRIEF,
            REGISTER,
            Task(text=N_("Thank the host and those who spoke"), days=1),
            FOLLOW_UP,
        ),
        packing=(
            PackingItem(text=N_("Guests' name badges"), count=15),
            PackingItem(text=N_("Business cards"), count=20),
            PackingItem(text=N_("Flyers about coming tenders"), count=15),
            PackingItem(text=N_("A gift for the host")),
        ),
        shifts=(
            Shift(post=N_("Welcomes and introduces guests to each other"), begins=-15, ends=30),
            Shift(post=N_("News from the municipality, ten minutes"), begins=30, ends=40),
            Shift(post=N_("Leads the talk"), begins=40, ends=100),
            Shift(post=N_("Writes conversations"), begins=40, ends=120),
        ),
        printing=(printed(HandoutKind.FLYER, 15), printed(HandoutKind.MEETING_SHEET, 2)),
        goals=(
            N_("Two companies that think of bidding together"),
            N_("Five companies that we have not met before"),
        ),
        questions=(
            N_("With whom could you bid together?"),
            N_("What do you need from us to dare to bid together?"),
            N_("Which meeting would you come to again?"),
        ),
    ),
)
