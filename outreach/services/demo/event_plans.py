"""The plans of the sample year: checklists partly ticked, staffing, whom to meet, the fair's papers, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from outreach.domain.company import Company
from outreach.domain.event import Event, EventKind, EventStatus
from outreach.domain.event_templates import built_in
from outreach.domain.person import Person
from outreach.domain.plan import Debrief, EventTemplate, Exhibitor, Hope, Outline, Plan, Shift, Side, Task, day_of_task
from outreach.domain.tender import Money, Tender
from outreach.services.demo.chance import FIXED, Chance
from outreach.services.demo.debrief_texts import CHANGE, GOOD, HARD, HEARD

#: The seed of this maker lies so far from the others', so that what they draw stays as it is.
_APART = 40_417
#: What an event of a kind costs beside the hours, in whole kronor, and the hours of both officers; None: nothing is paid.
_COSTS: dict[EventKind, tuple[int, int] | None] = {
    EventKind.GALA: (3_200, 4_800),
    EventKind.FAIR: (9_500, 26_000),
    EventKind.BREAKFAST: (1_900, 4_200),
    EventKind.COURSE: (2_400, 5_500),
    EventKind.DIALOGUE: (900, 2_200),
    EventKind.NETWORK: (1_200, 3_000),
    EventKind.OTHER: (1_500, 6_000),
    EventKind.ADVICE: None,
    EventKind.VISIT: None,
}
_HOURS = {EventKind.FAIR: (26, 48), EventKind.GALA: (10, 16), EventKind.COURSE: (14, 26), EventKind.VISIT: (4, 9)}
_USUAL_HOURS = (6, 14)
_ORGANISERS = (
    ("Älvbro Näringsliv", "Lena Hallberg"),
    ("Dalamässan", "Per Åkerlund"),
    ("Företagarna i länet", "Anna-Karin Nyström"),
)
_NEAR = timedelta(days=45)


def event_plans(
    seed: int,
    today: date,
    officers: Sequence[str],
    events: Sequence[Event],
    tenders: Sequence[Tender],
    companies: Sequence[Company],
    people: Sequence[Person],
) -> list[Plan]:
    """Return a plan for every event that is not cancelled. The latest that is over nobody has debriefed yet."""
    chance = Chance(seed + _APART, today)
    maker = _Maker(chance, officers, {one.id: one for one in tenders}, companies, people)
    held = [event for event in events if event.status is not EventStatus.CANCELLED]
    over = [event for event in held if event.when.last_day < today and not event.recurrence]
    latest = max(over, key=lambda one: (one.when.start, one.id), default=None)
    return [maker.plan(event, debriefed=event in over and event is not latest) for event in held]


class _Maker:
    def __init__(
        self,
        chance: Chance,
        officers: Sequence[str],
        tenders: dict[object, Tender],
        companies: Sequence[Company],
        people: Sequence[Person],
    ) -> None:
        self.chance = chance
        self.officers = officers
        self.tenders = tenders
        self.companies = companies
        self.contacts = {role.company: person for person in people for role in person.roles}
        self.templates = {template.kind: template for template in built_in("sv")}

    def plan(self, event: Event, *, debriefed: bool) -> Plan:
        """Return the plan of an event as it stands on the day; hours and cost are written with the debrief."""
        template = self.templates[event.kind]
        outline = self._outline(event, template)
        plan = Plan(
            id=self.chance.id(),
            event=event.id,
            outline=outline,
            hopes=self._hopes(event),
            exhibitor=self._exhibitor(event) if outline.side is Side.EXHIBITOR else Exhibitor(),
            answer_by=None if outline.side is Side.EXHIBITOR else event.when.first_day + timedelta(days=template.answer_days),
            template=template.name,
        )
        return self._debriefed(event, plan) if debriefed else plan

    def _outline(self, event: Event, template: EventTemplate) -> Outline:
        outline, staff = template.outline, event.staff or tuple(self.officers)
        ready = event.when.first_day <= self.chance.today + timedelta(days=1)
        return replace(
            outline,
            tasks=tuple(self._task(task, event, staff) for task in outline.tasks),
            packing=tuple(replace(item, packed=ready and self.chance.percent(92)) for item in outline.packing),
            shifts=tuple(
                _fitted(replace(shift, officer=staff[number % len(staff)]), event, template)
                for number, shift in enumerate(outline.shifts)
            ),
        )

    def _task(self, task: Task, event: Event, staff: Sequence[str]) -> Task:
        """Return a task, ticked where its day has come; most are done in time, a few are late."""
        officer = self.chance.one(staff) if self.chance.percent(60) else ""
        held, today = event.when.first_day, self.chance.today
        due = day_of_task(task, held)
        late = (today - due).days
        share = 0 if late < -2 else 45 if late <= 1 else 88 if late < 14 else 100
        if not self.chance.percent(share) or (task.days >= 0 and due > today):
            return replace(task, officer=officer)
        done = min(today, due - timedelta(days=self.chance.number(0, 3)))
        # Nobody has thanked the guests before they came.
        return replace(task, officer=officer, done=max(done, held) if task.days > 0 else done)

    def _hopes(self, event: Event) -> tuple[Hope, ...]:
        """Return companies that suit the featured tenders, some of them with the person to ask for; near events have more."""
        chance = self.chance
        distance = abs(event.when.first_day - chance.today)
        most = 14 if distance <= _NEAR else 5
        hopes: list[Hope] = []
        for tender in (self.tenders[one] for one in event.tenders if one in self.tenders):
            classes = {code[:4] for code in tender.cpv}
            fitting = [one for one in self.companies if classes & {code[:4] for code in one.cpv}]
            for company in chance.some(fitting, 1, 4):
                contact = self.contacts.get(company.id) if chance.percent(55) else None
                why = f"Passar ”{tender.title}”"
                hopes.append(Hope(company=company.id, person=contact.id if contact else None, why=why))
        first = {hope.company: hope for hope in reversed(hopes)}
        return tuple(reversed(first.values()))[:most]

    def _exhibitor(self, event: Event) -> Exhibitor:
        organiser, contact = self.chance.one(_ORGANISERS)
        when = event.when
        build_up = when.start - timedelta(minutes=120)
        if when.all_day:
            build_up = datetime.combine(when.first_day - timedelta(days=1), time(15))
        tear_down = datetime.combine(when.last_day, time(17)) if when.all_day else when.end
        return Exhibitor(
            build_up=build_up,
            tear_down=tear_down,
            organiser=organiser,
            contact=contact,
            phone=self.chance.one(FIXED),
            email="utstallare@massan.example",
        )

    def _debriefed(self, event: Event, plan: Plan) -> Plan:
        chance = self.chance
        cost = _COSTS[event.kind]
        low, high = _HOURS.get(event.kind, _USUAL_HOURS)
        spent = replace(
            plan,
            hours=float(chance.number(low * 2, high * 2)) / 2,
            cost=Money(chance.number(cost[0] // 100, cost[1] // 100) * 10_000) if cost else None,
        )
        answers = Debrief(
            good=chance.one(GOOD),
            hard=chance.one(HARD),
            heard=chance.one(HEARD),
            change=chance.one(CHANGE),
            at=chance.instant(event.when.last_day + timedelta(days=1), 8, 40),
        )
        return replace(spent, debrief=answers)


def _fitted(shift: Shift, event: Event, template: EventTemplate) -> Shift:
    """Return a shift of a template within the length of this event; all-day events are staffed from eight to five."""
    opens, minutes = 0, round((event.when.end - event.when.start) / timedelta(minutes=1))
    if event.when.all_day:
        opens, minutes = 8 * 60, 9 * 60

    def fitted(value: int) -> int:
        if value <= 0:
            return opens + value
        if value >= template.minutes:
            return opens + minutes + value - template.minutes
        return opens + round(value * minutes / template.minutes / 15) * 15

    return replace(shift, begins=fitted(shift.begins), ends=fitted(shift.ends))
