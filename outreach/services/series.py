"""Series: change, move, drop, cancel or delete one date, this one and all that follow, or all. Each is one action with undo.

*This* is an event of its own with the same UID and a RECURRENCE-ID. *This and following* ends the old series the second before
and begins a new one, with a new UID, to which later exceptions, guests and the plan go along. *All* changes the series itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from outreach.domain.changes import Changes
from outreach.domain.event import REVISING, Event, EventStatus
from outreach.domain.invitation import Delivery
from outreach.domain.record import Kind
from outreach.domain.repeat import Repeat, Scope, read_repeat, write_rule
from outreach.domain.when import When
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.series_dates import SeriesDates
from outreach.services.series_parts import (
    Part,
    days_of,
    family_of,
    follow_series,
    following_of,
    is_in_use,
    resolve,
    same_clock,
    stored,
)
from outreach.services.series_preview import days_to_skip
from outreach.services.series_split import carry_along, copy_guests_and_plan, let_go

if TYPE_CHECKING:
    from outreach.storage.work import Work

WHICH = N_("Which date")
NOT_ALL_FIT = N_("Changed {name}. No longer dates of the series, and dropped: {days}")
FOREIGN_RULE = N_("This series repeats by a rule of another program. Only this one can be moved to another day.")
ADDED_SINGLY = N_("This date was added to the series singly. Only this one, or all, can be changed.")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form shows before one date, or several, are changed: the event as it would be kept, and what it then stands for."""

    event: Event
    scope: Scope


class Series(SeriesDates):
    """The verbs that change series; `SeriesDates` has those that look at them.

    `occurrence` is the wall-clock start of a date, its `When`, or its day; as shown, moved or not.
    """

    # Changing --------------------------------------------------------------------------------------------------------

    def draft(self, event_id: UUID, occurrence: datetime | When | date, scope: Scope) -> Draft:
        """Return the event that a form shall show for a change of this scope. Raises NotFound, InvalidInput."""
        with self.database.read() as view:
            part = resolve(view, event_id, occurrence)
            if part.series is None:
                return Draft(part.event, Scope.THIS)
            if scope is Scope.ALL or (scope is Scope.FOLLOWING and part.is_first):
                return Draft(part.series, Scope.ALL)
            if scope is Scope.THIS:
                return Draft(part.override or part.as_override(), Scope.THIS)
            self._may_be_cut(part)
            return Draft(following_of(part), Scope.FOLLOWING)

    def save(self, event_id: UUID, occurrence: datetime | When | date, edited: Event, scope: Scope) -> Changes:
        """Keep what a draft of `scope` has become. Raises NotFound, InvalidInput, ChangedBySomeoneElse.

        The title of the changes says which moved or dropped dates no longer fit into the series and were let go.
        """
        with self.database.work(N_("Changed {name}"), name=edited.title) as work:
            part = resolve(work, event_id, occurrence)
            if part.series is None:
                self._events.keep(work, edited)
            elif scope is Scope.ALL:
                self._change_all(work, part, edited)
            elif scope is Scope.THIS:
                self._change_one(work, part, edited)
            else:
                self._change_following(work, part, edited)
        return work.changes

    def move_occurrence(
        self, event_id: UUID, occurrence: datetime | When | date, new_when: When, scope: Scope = Scope.THIS
    ) -> Changes:
        """Move one date, or with it those that follow or all, by as much. Serves single events too.

        Raises NotFound, and InvalidInput for a rule of another program whose day cannot be moved.
        """
        draft = self.draft(event_id, occurrence, scope)
        with self.database.read() as view:
            part = resolve(view, event_id, occurrence)
        if part.series is None or draft.scope is Scope.THIS:
            return self.save(event_id, occurrence, replace(draft.event, when=new_when), Scope.THIS)
        shown = part.override.when if part.override else part.when
        target = _shifted(draft.event.when, shown, new_when)
        return self.save(event_id, occurrence, _moved_series(draft.event, target), draft.scope)

    def repeat(
        self, event_id: UUID, repeat: Repeat | None, skip: Sequence[date] = (), *, skip_days_off: bool = False
    ) -> Changes:
        """Let an event repeat, or no more (None); `skip` are days without it. Raises NotFound, InvalidInput.

        `skip_days_off` leaves out the public holidays, eves, squeeze and half days of the next two years as well.
        """
        from outreach.formats.recurrence_edit import on_its_rule, with_exceptions

        event = self._events.get(event_id)
        if event.recurrence_id:
            raise InvalidInput(N_("Repeats"), N_("One date of a series cannot repeat by itself."))
        kept = tuple(line for line in event.recurrence if line[:5].upper() != "RRULE") if repeat else ()
        lines = (f"RRULE:{write_rule(repeat, event.when)}", *kept) if repeat else ()
        changed = on_its_rule(replace(event, recurrence=lines))
        off = days_to_skip(changed, changed.when, self.database.signature.clock()) if skip_days_off else []
        walls = [datetime.combine(day, event.when.start.time()) for day in (*skip, *off)]
        if walls and repeat is not None:
            changed = with_exceptions(changed, walls)
        with self.database.work(N_("Changed {name}"), name=event.title) as work:
            if event.recurrence:
                self._change_all(work, _whole(work, event_id), changed)
            else:
                self._events.keep(work, changed)
        return work.changes

    def put(self, event_id: UUID, **values: Any) -> Changes:
        """Change fields of an event, or of a whole series: its changed dates that had them from it follow. Raises NotFound."""
        event = self._events.get(event_id)
        with self.database.work(N_("Changed {name}"), name=event.title) as work:
            edited = replace(stored(work, event_id), **values)
            if edited.recurrence and not edited.recurrence_id:
                self._change_all(work, _whole(work, event_id), edited)
            else:
                self._events.keep(work, edited)
        return work.changes

    # Dropping --------------------------------------------------------------------------------------------------------

    def drop(self, event_id: UUID, occurrence: datetime | When | date, scope: Scope = Scope.THIS) -> Changes:
        """Take one date out of a series, or end it there, or delete it all.

        One date goes by an EXDATE; when invitations have gone out it is marked as cancelled, so that guests can be told.
        Raises NotFound, InvalidInput.
        """
        with self.database.work(N_("Deleted {name}"), name="") as work:
            part = resolve(work, event_id, occurrence)
            work.rename_action(N_("Deleted {name}"), name=part.event.title)
            if part.series is None:
                self._delete(work, [part.event])
            elif scope is Scope.ALL or (scope is Scope.FOLLOWING and part.is_first):
                self._delete(work, [*part.family.overrides, part.series])
            elif scope is Scope.FOLLOWING:
                self._end_before(work, part)
                work.rename_action(N_("Ended the series {name}"), name=part.series.title)
            else:
                self._drop_one(work, part)
                title = N_("Dropped {day} from {name}")
                work.rename_action(title, name=part.series.title, day=days_of([part.wall]))
        return work.changes

    def cancel(self, event_id: UUID, occurrence: datetime | When | date, scope: Scope = Scope.THIS) -> Changes:
        """Mark one date, those that follow, or all as cancelled; they stay in sight. Raises NotFound, InvalidInput."""
        with self.database.work(N_("Cancelled {name}"), name="") as work:
            part = resolve(work, event_id, occurrence)
            work.rename_action(N_("Cancelled {name}"), name=part.event.title)
            if part.series is None:
                self._events.keep(work, replace(part.event, status=EventStatus.CANCELLED))
            elif scope is Scope.THIS:
                self._cancel_one(work, part)
            elif scope is Scope.ALL or part.is_first:
                for event in (part.series, *part.family.overrides):
                    self._events.keep(work, replace(event, status=EventStatus.CANCELLED))
            else:
                self._may_be_cut(part)
                later = replace(following_of(part), status=EventStatus.CANCELLED)
                carry_along(work, self._events, part, self._events.keep(work, later))
                self._end_before(work, part, delete_later=False)
        return work.changes

    def bring_back(self, event_id: UUID, occurrence: datetime | When | date) -> Changes:
        """Bring back a date that was dropped or cancelled. Raises NotFound, InvalidInput."""
        from outreach.formats.recurrence_edit import without_exceptions

        with self.database.work(N_("Brought back {day} of {name}"), name="", day="") as work:
            part = resolve(work, event_id, occurrence)
            if part.series is None:
                self._events.keep(work, replace(part.event, status=EventStatus.CONFIRMED))
            elif part.override is not None:
                self._events.keep(work, replace(part.override, status=part.series.status))
            else:
                self._events.keep(work, without_exceptions(part.series, [part.wall]))
            title = N_("Brought back {day} of {name}")
            work.rename_action(title, name=part.event.title, day=days_of([part.wall]))
        return work.changes

    # One date --------------------------------------------------------------------------------------------------------

    def _change_one(self, work: Work, part: Part, edited: Event) -> None:
        from outreach.formats.recurrence_edit import occurrence_id

        series = part.required
        before = part.override or part.as_override()
        identity = occurrence_id(part.wall, series.when, edited.when)
        changed = replace(edited, uid=series.uid, recurrence=(), recurrence_id=identity)
        # A guest's calendar passes over a date with a lower number than its series has.
        revised = any(getattr(before, name) != getattr(changed, name) for name in REVISING)
        least = series.sequence + 1 if revised else series.sequence
        changed = replace(changed, sequence=max(changed.sequence, least))
        self._events.keep(work, changed if part.override else replace(changed, version=0))
        self._clean_exception(work, part)

    def _clean_exception(self, work: Work, part: Part) -> None:
        """A date that was dropped and is changed after all takes place again."""
        from outreach.formats.recurrence_edit import exceptions, without_exceptions

        series = part.required
        if part.wall in exceptions(series):
            self._events.keep(work, without_exceptions(series, [part.wall]))

    def _drop_one(self, work: Work, part: Part) -> None:
        from outreach.formats.recurrence_edit import first_date, with_exceptions

        series = part.required
        if self._was_told(work, series) or (part.override is not None and is_in_use(work, part.override)):
            self._cancel_one(work, part)
            return
        if part.override is not None:
            self._delete(work, [part.override])
        left = with_exceptions(series, [part.wall])
        others = [one for one in part.family.overrides if one is not part.override]
        if first_date(left) is None and not others:
            self._delete(work, [series])
        else:
            self._events.keep(work, left)

    def _cancel_one(self, work: Work, part: Part) -> None:
        shown = part.override or part.as_override()
        number = max(shown.sequence, part.required.sequence) + 1
        self._events.keep(work, replace(shown, status=EventStatus.CANCELLED, sequence=number))
        self._clean_exception(work, part)

    def _was_told(self, work: Work, series: Event) -> bool:
        """Say whether guests know of the series: a message has gone out, or lies ready to go."""
        told = (Delivery.SENT, Delivery.UNCLEAR, Delivery.PREPARED)
        return any(one.delivery in told for one in work.invitations.of_event(series.id))

    # All -------------------------------------------------------------------------------------------------------------

    def _change_all(self, work: Work, part: Part, edited: Event) -> None:
        """Keep the changed series; its exceptions keep their day and take the new time, what no longer fits is let go."""
        from outreach.formats.recurrence_edit import on_another_clock, without_exceptions

        before = part.required
        changed = on_another_clock(edited, before.when)
        lost = _no_longer(before, changed)
        if lost and changed.recurrence:
            changed = without_exceptions(changed, lost)
        saved = self._events.keep(work, changed)
        gone = [self._carry_override(work, before, saved, one) for one in part.family.overrides]
        self._say_lost(work, saved, [*lost, *(wall for wall in gone if wall is not None)])

    def _carry_override(self, work: Work, before: Event, series: Event, override: Event) -> datetime | None:
        """Let a changed date follow its series. Returns its day when the series has it no more and it was let go."""
        from outreach.formats.recurrence_edit import has_date, moved_wall, occurrence_id, replaced_wall

        wall = replaced_wall(override, before.when)
        if wall is None:
            return None
        now = wall if same_clock(before.when, series.when) else moved_wall(wall.date(), series.when)
        if not series.recurrence or not has_date(series, now):
            let_go(work, self._events, override)
            return wall
        followed = follow_series(override, before, series, wall, now)
        identity = occurrence_id(now, series.when, followed.when)
        shifted = identity != override.recurrence_id
        number = max(followed.sequence + 1, series.sequence) if shifted else followed.sequence
        self._events.keep(work, replace(followed, recurrence_id=identity, sequence=number))
        return None

    def _say_lost(self, work: Work, series: Event, walls: Sequence[datetime]) -> None:
        if walls:
            work.rename_action(NOT_ALL_FIT, name=series.title, days=days_of(walls))

    # This and following ----------------------------------------------------------------------------------------------

    def _change_following(self, work: Work, part: Part, edited: Event) -> None:
        from outreach.formats.recurrence_edit import on_another_clock, without_exceptions

        if part.is_first:
            changed = replace(edited, id=part.required.id, version=part.required.version, uid=part.required.uid)
            self._change_all(work, part, changed)
            return
        self._may_be_cut(part)
        fresh = edited.id != part.required.id
        new = replace(edited, version=0, recurrence_id="", origins=())
        if not fresh or new.uid == part.required.uid:
            new = replace(new, id=uuid4(), uid=f"{uuid4()}@outreach")
        cut = following_of(part)
        new = on_another_clock(replace(new, sequence=0), cut.when)
        lost = _no_longer(cut, new)
        new = without_exceptions(new, lost) if lost else new
        kept = self._events.keep(work, new)
        gone = carry_along(work, self._events, part, kept)
        self._end_before(work, part, delete_later=False)
        copy_guests_and_plan(work, part, stored(work, kept.id))
        self._say_lost(work, kept, [*lost, *gone])

    def _end_before(self, work: Work, part: Part, *, delete_later: bool = True) -> None:
        """End the series before the date; later changed dates are deleted unless they went along with a new series."""
        from outreach.formats.recurrence_edit import ended_before

        self._may_be_cut(part)
        if delete_later:
            self._delete(work, part.later_overrides)
        series = stored(work, part.required.id)
        self._events.keep(work, ended_before(series, part.wall))

    def _may_be_cut(self, part: Part) -> None:
        from outreach.formats.recurrence_edit import is_on_the_rule

        if not is_on_the_rule(part.required, part.wall):
            raise InvalidInput(WHICH, ADDED_SINGLY)

    def _delete(self, work: Work, events: Sequence[Event]) -> None:
        for event in events:
            self._events.detach(work, event)
            if work.events.get(event.id) is not None:
                work.delete(Kind.EVENT, event.id)


def _whole(work: Work, event_id: UUID) -> Part:
    """Return a series by its own start, whether it takes place on that day or the day was dropped. Raises NotFound."""
    family = family_of(work, event_id)
    return Part(family, family.event.when.start)


def _no_longer(before: Event, changed: Event) -> list[datetime]:
    """Return the exceptions that the changed series has no date for. Those that had none before either are nobody's loss."""
    from outreach.formats.recurrence_edit import exceptions, has_date

    if before.recurrence == changed.recurrence and before.when == changed.when:
        return []
    meant = {wall.date() for wall in exceptions(before) if has_date(before, wall)}
    return [wall for wall in exceptions(changed) if wall.date() in meant and not has_date(changed, wall)]


def _shifted(when: When, old: When, new: When) -> When:
    """Return the first time of a series of which the date `old` was moved to `new`."""
    start = when.start + (new.start - old.start)
    if new.all_day:
        start = datetime.combine(start.date(), time.min)
    return When(start, start + (new.end - new.start), new.zone, new.all_day)


def _moved_series(event: Event, when: When) -> Event:
    """Return a series that begins at `when` instead, with a rule that follows the day. Raises InvalidInput."""
    days = (when.start.date() - event.when.start.date()).days
    if not days:
        return replace(event, when=when)
    repeat = read_repeat(event.recurrence, event.when)
    if repeat is None:
        raise InvalidInput(N_("When"), FOREIGN_RULE)
    follows = repeat.follow(event.when.start.date(), when.start.date())
    if follows.until is not None:
        follows = replace(follows, until=follows.until + timedelta(days=days))
    others = tuple(line for line in event.recurrence if line[:5].upper() != "RRULE")
    return replace(event, when=when, recurrence=(f"RRULE:{write_rule(follows, when)}", *others))
