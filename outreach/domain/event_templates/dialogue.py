"""Market dialogue: an open request for information before a tender, with the same for everybody (LOU 4:1 and 4:8)."""

from __future__ import annotations

from outreach.domain.event import EventKind
from outreach.domain.event_templates.booth_kit import DEBRIEF, INVITE, ROOM_KIT, SIGN_IN, printed
from outreach.domain.handout import HandoutKind
from outreach.domain.plan import EventTemplate, Outline, PackingItem, Shift, Task
from outreach.language import N_

DIALOGUE = EventTemplate(
    instead_of="dialogue",
    name=N_("Market dialogue before a tender"),
    kind=EventKind.DIALOGUE,
    title=N_("Market dialogue: request for information before a tender"),
    starts=13 * 60,
    minutes=120,
    place=N_("Town hall, the large meeting room"),
    description=N_(
        "Before we write the documents we want to hear from the market. The meeting is open to every company, all get the same "
        "information, and what is said is written down and published. Taking part gives no advantage in the tender and is no "
        "condition for bidding. You can also answer in writing."
    ),
    tags=(N_("market dialogue"),),
    answer_days=-5,
    outline=Outline(
        capacity=40,
        resources=(N_("The large meeting room"), N_("Projector")),
        tasks=(
            Task(text=N_("Decide with the client what we need to know, and what we may not say"), days=-42),
            Task(text=N_("Publish the request for information with questions and last day to answer"), days=-30),
            Task(text=N_("Publish the open link to the meeting beside it, so that anybody can come"), days=-30),
            INVITE,
            Task(text=N_("Send the questions to all who are invited at the same time"), days=-14),
            Task(text=N_("Remind those who have not answered"), days=-7),
            Task(text=N_("Agree on who leads and who takes the minutes"), days=-3),
            Task(text=N_("Read through the slides: nothing that is not published"), days=-2),
            SIGN_IN,
            Task(text=N_("Say at the start: same for all, minutes are published"), days=0),
            DEBRIEF,
            Task(text=N_("Minutes and slides published, and sent to those who could not come"), days=5),
            Task(text=N_("Put the written answers with the minutes into the tender's file"), days=10),
            Task(text=N_("Write down what the dialogue changes in the documents"), days=14),
        ),
        packing=(
            *ROOM_KIT,
            PackingItem(text=N_("The questions on paper"), count=40),
            PackingItem(text=N_("The equal-treatment line, printed for the table"), count=4),
        ),
        shifts=(
            Shift(post=N_("Door and check-in"), begins=-20, ends=15),
            Shift(post=N_("Leads the meeting and sees to it that all are heard"), begins=0, ends=120),
            Shift(post=N_("Takes the minutes: every question and answer"), begins=0, ends=120),
            Shift(post=N_("The client answers about the need"), begins=15, ends=90),
        ),
        printing=(printed(HandoutKind.SIGN_IN, 1),),
        goals=(
            N_("We know whether the lots suit small companies"),
            N_("We know which requirements shut out competition without need"),
            N_("Everybody, there or not, has had the same information"),
        ),
        questions=(
            N_("Which requirements would keep you from bidding, and what would serve as well?"),
            N_("How should the contract be split so that companies of different sizes can bid?"),
            N_("Which price model fits what you deliver?"),
            N_("How much time do you need from notice to last day for bids?"),
            N_("What can you do about climate and social terms, and how can it be shown?"),
        ),
    ),
)
