"""What plans point to: the event that they follow, and the companies and people that they hope for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.event import Event
from outreach.domain.plan import Hope, moved
from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.storage.work import Work


def move_plan(work: Work, before: Event, after: Event) -> None:
    """Let the days and times of a plan follow its event, in the same action."""
    if before.when == after.when:
        return
    plan = work.plans.of(after.id)
    if plan is not None:
        work.save(Kind.PLAN, moved(plan, before.when, after.when))


def let_go_of_hopes(work: Work, record: UUID) -> None:
    """Take a company or a person off the hopes of all plans. Of a person's hope the company stays, and the other way round."""
    for plan in work.plans.using(record):
        left = (_without(hope, record) for hope in plan.hopes)
        kept = tuple(dict.fromkeys(hope for hope in left if hope.company or hope.person))
        work.save(Kind.PLAN, replace(plan, hopes=kept))


def move_hopes(work: Work, old: UUID, new: UUID) -> None:
    """Let the hopes that name `old` name `new`; one who is hoped for twice by then stands once, with the first reason."""
    for plan in work.plans.using(old):
        known: dict[tuple[UUID | None, UUID | None], Hope] = {}
        for hope in (_renamed(one, old, new) for one in plan.hopes):
            first = known.setdefault((hope.company, hope.person), hope)
            known[hope.company, hope.person] = first if first.why else replace(first, why=hope.why)
        work.save(Kind.PLAN, replace(plan, hopes=tuple(known.values())))


def _without(hope: Hope, record: UUID) -> Hope:
    return replace(
        hope,
        company=None if hope.company == record else hope.company,
        person=None if hope.person == record else hope.person,
    )


def _renamed(hope: Hope, old: UUID, new: UUID) -> Hope:
    return replace(
        hope,
        company=new if hope.company == old else hope.company,
        person=new if hope.person == old else hope.person,
    )
