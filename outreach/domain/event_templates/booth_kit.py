"""What several templates have in common: the booth kit, the usual tasks, what is printed."""

from __future__ import annotations

from outreach.domain.handout import HandoutKind
from outreach.domain.plan import PackingItem, Printing, Task
from outreach.language import N_

#: What stands in the cupboard beside the door and goes along to every booth.
BOOTH_KIT = (
    PackingItem(text=N_("Roll-up")),
    PackingItem(text=N_("Table tents"), count=4),
    PackingItem(text=N_("Tablecloth")),
    PackingItem(text=N_("Extension cord, 5 m"), count=2),
    PackingItem(text=N_("Chargers for phone and computer"), count=2),
    PackingItem(text=N_("Tablet for check-in and conversations")),
    PackingItem(text=N_("Officers' name badges"), count=2),
    PackingItem(text=N_("Business cards"), count=100),
    PackingItem(text=N_("Pens"), count=50),
    PackingItem(text=N_("Tape, scissors and cable ties")),
)
#: What a seminar of our own needs on the tables.
ROOM_KIT = (
    PackingItem(text=N_("Roll-up")),
    PackingItem(text=N_("Computer with the slides")),
    PackingItem(text=N_("Adapter for the projector")),
    PackingItem(text=N_("Extension cord, 5 m")),
    PackingItem(text=N_("Chargers for phone and computer")),
    PackingItem(text=N_("Guests' name badges"), count=40),
    PackingItem(text=N_("Officers' name badges"), count=2),
    PackingItem(text=N_("Pens"), count=20),
    PackingItem(text=N_("Signs for the door and the way")),
)

INVITE = Task(text=N_("Send the invitations"), days=-21)
REMIND = Task(text=N_("Remind those who have not answered"), days=-4)
FLYERS = Task(text=N_("Flyers printed"), days=-5)
PACK = Task(text=N_("Pack the booth kit"), days=-1)
MEETING_SHEET = Task(text=N_("Print the meeting sheet and agree on whom to look for"), days=-1)
SIGN_IN = Task(text=N_("Print the sign-in list"), days=-1)
THANKS = Task(text=N_("Thank those who came and send what was promised"), days=2)
DEBRIEF = Task(text=N_("Debrief: four questions"), days=1)
REGISTER = Task(text=N_("All conversations and cards are in the register"), days=2)
FOLLOW_UP = Task(text=N_("Look through the follow-ups from the day"), days=7)


def printed(kind: HandoutKind, copies: int) -> Printing:
    """Return so many copies of a handout."""
    return Printing(kind=kind.value, copies=copies)
