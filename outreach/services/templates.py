"""Templates of events: the built-in ones, which the unit may change and put back, and those that it made itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.event import Event
from outreach.domain.event_templates import built_in, built_in_for
from outreach.domain.plan import EventTemplate, Exhibitor, Outline, Plan, Side, cleared, plan_id
from outreach.domain.record import Kind
from outreach.domain.search_text import words
from outreach.domain.sorting import sort_key
from outreach.domain.when import When, all_day, zoned
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.language import LANGUAGES, N_, Language
from outreach.services.outlines import clean_outline
from outreach.services.records import Records, clean_tags

if TYPE_CHECKING:
    from outreach.storage.work import Work

_MINUTE = timedelta(minutes=1)


class Templates(Records[EventTemplate]):
    """The verbs for templates. A built-in one has version 0 and a key; saving it makes it the unit's own, with its edits."""

    kind: ClassVar[Kind] = Kind.TEMPLATE

    def checked(self, work: Work, record: EventTemplate) -> EventTemplate:
        """Clean the words. A template needs a name, a time within the day and a length; one key is replaced once."""
        name = " ".join(record.name.split())
        if not name:
            raise InvalidInput(N_("Template"), N_("A template needs a name."))
        if not 0 <= record.starts < 24 * 60 or record.minutes < 0:
            raise InvalidInput(N_("When"), N_("The time of day lies between 00:00 and 23:59, and the length is not negative."))
        if record.instead_of:
            known = next((one for one in work.templates.all() if one.instead_of == record.instead_of), None)
            if known is not None and known.id != record.id:
                raise InvalidInput(N_("Template"), N_("This built-in template has been changed already; change that one."))
        title = " ".join(record.title.split()) or name
        return replace(record, name=name, title=title, tags=clean_tags(record.tags), outline=clean_outline(record.outline))

    def all(self, language: str = "sv") -> list[EventTemplate]:
        """Return the built-in templates in `language`, replaced by the unit's own ones where there are, then the others.

        The built-in ones keep their order, the others follow in Swedish order of their names.
        """
        with self.database.read() as view:
            stored = view.templates.all()
        instead = {one.instead_of: one for one in stored if one.instead_of}
        first = [instead.pop(one.instead_of, one) for one in built_in(language)]
        others = [one for one in stored if not one.instead_of or one.instead_of in instead]
        return [*first, *sorted(others, key=lambda one: sort_key(one.name))]

    def is_built_in(self, template: EventTemplate) -> bool:
        """Say whether a template is one of the program's, not changed by the unit."""
        return not template.version and built_in_for(template.instead_of, "en") is not None

    def named(self, name: str, language: str = "sv") -> EventTemplate:
        """Return the template that `name` means: an id, a key ("breakfast"), or words that only one has, in either language.

        Raises NotFound, Ambiguous.
        """
        every = self.all(language)
        wanted = name.strip().casefold()
        for same in (
            [one for one in every if wanted in (str(one.id), one.instead_of)],
            [one for one in every if wanted in {said.casefold() for said in _names(one)}],
        ):
            if len(same) == 1:
                return same[0]
        asked = words(name)
        fitting = [one for one in every if asked and all(word in words(" ".join(_names(one))) for word in asked)]
        if not fitting:
            raise NotFound(name)
        if len(fitting) > 1:
            raise Ambiguous(name, [one.name for one in fitting[:5]])
        return fitting[0]

    def event_from(self, template: EventTemplate, day: date, language: str = "sv") -> tuple[Event, Plan]:
        """Return a new, unsaved event on `day` (first day, home zone) and its plan, as the template says.

        An unchanged built-in template gives its texts in `language`; the unit's own ones are in the words of the unit.
        """
        if self.is_built_in(template):
            template = built_in_for(template.instead_of, language) or template
        when = _time(template, day)
        event = Event(
            title=template.title or template.name,
            when=when,
            kind=template.kind,
            place=template.place,
            description=template.description,
            tags=template.tags,
            recurrence=template.recurrence,
            staff=tuple(dict.fromkeys(shift.officer for shift in template.outline.shifts if shift.officer)),
        )
        booth = Exhibitor(
            build_up=when.start - template.build_up * _MINUTE if template.build_up is not None else None,
            tear_down=when.end + template.tear_down * _MINUTE if template.tear_down is not None else None,
        )
        # At somebody else's fair nobody answers us, and an open hour takes whoever comes.
        answered = template.outline.side is Side.HOST and not template.recurrence
        plan = Plan(
            id=plan_id(event.id),
            event=event.id,
            outline=template.outline,
            exhibitor=booth,
            answer_by=day + timedelta(days=template.answer_days) if answered else None,
            template=template.name,
        )
        return event, plan

    def from_event(self, event_id: UUID, name: str = "") -> EventTemplate:
        """Return a new, unsaved template like an event with its plan; nothing done, packed or spent. Raises NotFound."""
        with self.database.read() as view:
            event = view.events.get(event_id)
            plan = view.plans.of(event_id)
        if event is None:
            raise NotFound(str(event_id))
        when, outline, booth = event.when, Outline(), Exhibitor()
        answer_days = EventTemplate(name="").answer_days
        if plan is not None:
            outline, booth = cleared(plan).outline, plan.exhibitor
            answer_days = (plan.answer_by - when.first_day).days if plan.answer_by else answer_days
        return EventTemplate(
            name=name.strip() or event.title,
            kind=event.kind,
            title=event.title,
            starts=when.start.hour * 60 + when.start.minute,
            minutes=_minutes(when),
            place=event.place,
            description=event.description,
            tags=event.tags,
            outline=outline,
            answer_days=answer_days,
            recurrence=tuple(line for line in event.recurrence if line.upper().startswith("RRULE")),
            build_up=(when.start - booth.build_up) // _MINUTE if booth.build_up else None,
            tear_down=(booth.tear_down - when.end) // _MINUTE if booth.tear_down else None,
        )

    def copy(self, template: EventTemplate, language: str = "sv") -> EventTemplate:
        """Return a new, unsaved template like another one, that replaces none."""
        name = Language(language).say(N_("{name} (copy)"), name=template.name)
        return replace(template, id=uuid4(), version=0, name=name, instead_of="", credit="", origins=())

    def put_back(self, key: str) -> Changes:
        """Let a built-in template be as it was: the unit's own in its place is removed. Raises NotFound when there is none."""
        with self.database.read() as view:
            own = [one for one in view.templates.all() if one.instead_of == key]
        if not own:
            raise NotFound(key)
        with self.database.work(N_("Put back the template {name}"), name=own[0].name) as work:
            for one in own:
                work.delete(self.kind, one.id)
        return work.changes


def _names(template: EventTemplate) -> tuple[str, ...]:
    known = (built_in_for(template.instead_of, one) for one in LANGUAGES if template.instead_of)
    return (template.name, *(one.name for one in known if one is not None))


def _time(template: EventTemplate, day: date) -> When:
    """Return when an event from a template is held; whole days from midnight make an all-day event."""
    start = datetime.combine(day, time()) + template.starts * _MINUTE
    days, rest = divmod(template.minutes, 24 * 60)
    if days and not rest and not template.starts:
        return all_day(day, day + timedelta(days=days - 1))
    return zoned(start, start + template.minutes * _MINUTE)


def _minutes(when: When) -> int:
    return (when.end - when.start) // _MINUTE
