"""The conversations of the sample year and what was promised in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from outreach.domain.event import Event, EventStatus
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.tender import Tender
from outreach.services.demo.branches import Branch
from outreach.services.demo.chance import Chance, working
from outreach.services.demo.event_texts import EVENTS
from outreach.services.demo.names import VILLAGES
from outreach.services.demo.notes import ASKED, MONTHS, NEXT, PROMISES, TAGS, TOLD

#: How many conversations each event usually brings, by its title.
CROWDS = {text.title: text.crowd for text in EVENTS}
_NUMBERS = ("två", "tre", "fyra", "fem", "sex", "sju", "åtta")


class Talks:
    """Makes conversations, at events that are over and between them. `branches` are those of companies, by id."""

    def __init__(
        self, chance: Chance, officers: tuple[str, ...], branches: dict[UUID, Branch], tenders: list[Tender]
    ) -> None:
        self.chance = chance
        self.officers = officers
        self.branches = branches
        self.tenders = tenders

    def meetings(self, count: int, events: list[Event], people: list[Person]) -> list[Meeting]:
        """Return so many conversations, the oldest first."""
        if not people:
            return []
        over = [event for event in events if self._is_over(event)]
        crowds = [CROWDS.get(event.title, 30) for event in over]
        # Some people come to everything, many come once.
        weights = [self.chance.random.paretovariate(1.4) for _ in people]
        talkers = self.chance.random.choices(people, weights, k=count)
        places = self.chance.random.choices(over, crowds, k=count) if over else []
        made = [
            self._meeting(person, places[n] if places and self.chance.percent(78) else None)
            for n, person in enumerate(talkers)
        ]
        return sorted(made, key=lambda one: (one.at, one.id))

    def follow_ups(self, meetings: list[Meeting]) -> list[FollowUp]:
        """Return promises for about a quarter of the conversations: old ones mostly kept, some overdue, some to come."""
        return [
            self._promise(one, self.branches[one.company])
            for one in meetings
            if one.person is not None and one.company is not None and self.chance.percent(24)
        ]

    def _is_over(self, event: Event) -> bool:
        when, today = event.when, self.chance.today
        return when.last_day < today and event.status is not EventStatus.CANCELLED and not event.recurrence

    def _meeting(self, person: Person, event: Event | None) -> Meeting:
        chance = self.chance
        company = person.roles[0].company
        branch = self.branches[company]
        fitting = [tender for tender in self.tenders if branch.tag in tender.tags] or self.tenders
        tender = chance.one(fitting) if fitting else None
        officer = chance.one(event.staff if event and event.staff else self.officers)
        note, spoken_of = self._note(branch, tender, officer)
        own_tag = (branch.tag,) if chance.percent(35) else ()
        return Meeting(
            id=chance.id(),
            at=self._instant(event),
            officer=officer,
            event=event.id if event else None,
            person=person.id if not chance.percent(5) else None,
            company=company,
            note=note,
            tags=tuple(dict.fromkeys((*own_tag, *(chance.some(TAGS, 1, 2) if chance.percent(45) else ())))),
            tenders=(tender.id,) if tender is not None and spoken_of else (),
        )

    def _instant(self, event: Event | None) -> datetime:
        chance = self.chance
        if event is None:
            day = min(chance.working_day(-300, -1), chance.today - timedelta(days=1))
            return chance.instant(day, chance.number(8, 16), chance.number(0, 59))
        return moment_at(chance, event)

    def _note(self, branch: Branch, tender: Tender | None, officer: str) -> tuple[str, bool]:
        """Return what was said, and whether the tender was spoken of."""
        chance = self.chance
        asked = chance.one(ASKED) if chance.percent(82) else ""
        told = chance.one(TOLD) if not asked or chance.percent(46) else ""
        promised = chance.one(NEXT) if chance.percent(52) else ""
        if tender is None and "{tender}" in asked:
            asked = ASKED[0]
        parts = [self._filled(pattern, branch, tender, officer) for pattern in (asked, told, promised) if pattern]
        return " ".join(parts), "{tender}" in asked

    def _filled(self, pattern: str, branch: Branch, tender: Tender | None, officer: str) -> str:
        chance = self.chance
        colleagues = [name for name in self.officers if name != officer] or list(self.officers)
        return pattern.format(
            topic=chance.one(branch.topics),
            tender=_in_sentence(tender.title) if tender is not None else "",
            month=chance.one(MONTHS),
            village=chance.one(VILLAGES)[0],
            who=chance.one(colleagues).partition(" ")[0],
            number=chance.one(_NUMBERS),
        )

    def _promise(self, meeting: Meeting, branch: Branch) -> FollowUp:
        chance = self.chance
        said = meeting.at.date()
        due = working(said + timedelta(days=chance.weighted((2, 5, 7, 14, 30), (15, 25, 30, 20, 10))))
        done = self._kept_on(said, due)
        pattern = chance.one(PROMISES)
        tender = next((one for one in self.tenders if one.id in meeting.tenders), None)
        if "{tender}" in pattern and tender is None:
            pattern = PROMISES[0]
        return FollowUp(
            id=chance.id(),
            due=due,
            text=self._filled(pattern, branch, tender, meeting.officer),
            person=meeting.person,
            company=meeting.company,
            meeting=meeting.id,
            officer=meeting.officer,
            done=done,
        )

    def _kept_on(self, said: date, due: date) -> datetime | None:
        """Return when a promise was kept: always when it is old, less and less when it is fresh."""
        age = (self.chance.today - due).days
        share = 100 if age > 40 else 92 if age > 14 else 75 if age > 3 else 40 if age >= 0 else 12
        last = min(due, self.chance.today - timedelta(days=1))
        if last < said or not self.chance.percent(share):
            return None
        day = said + timedelta(days=self.chance.number(0, (last - said).days))
        return max(
            self.chance.instant(day, 15, self.chance.number(0, 59)), datetime.combine(said, datetime.max.time(), UTC)
        )


def moment_at(chance: Chance, event: Event) -> datetime:
    """Return an instant while an event goes on."""
    start, end = event.when.start_utc, event.when.end_utc
    if event.when.all_day:
        start, end = start + timedelta(hours=9), start + timedelta(hours=17)
    minutes = max(1, int((end - start).total_seconds() // 60) - 5)
    return start + timedelta(minutes=chance.number(0, minutes))


def _in_sentence(title: str) -> str:
    """Return a title as it stands inside a sentence: small first letter, unless the word is written in capitals."""
    first = title.split(" ", 1)[0]
    return title if first[:2].isupper() else title[:1].lower() + title[1:]
