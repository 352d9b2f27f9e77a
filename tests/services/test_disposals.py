"""Disposal does what was shown and approved, keeps who has an open matter, and leaves a protocol without names."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.disposal import Approval, DisposalProtocol, digest_of, has_jumped, months_later
from outreach.domain.follow_up import FollowUp
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.processing import Deed, RetentionRule, Since
from outreach.domain.record import Kind, to_plain
from outreach.domain.tender import Stage, Tender
from outreach.errors import InvalidInput, TooMuchRemoved
from outreach.language import Language
from outreach.services import disposals
from outreach.services.disposals import Disposals
from outreach.services.house import House
from tests.services.conftest import StillClock

OLD = datetime(2023, 5, 4, 9, 0, tzinfo=UTC)
RULE = RetentionRule(name="Två år", months=24, since=Since.LAST_CONTACT, deed=Deed.ANONYMISE, decision="KS 2024/17 § 3")


@pytest.fixture
def old(house: House, clock: StillClock) -> dict[str, UUID]:
    """Forty who came in this week, and six who were met in 2023: three done with, three with something open."""
    now, clock.now = clock.now, OLD
    people = {name: Person(name=f"{name} Gammelstad") for name in ("Ada", "Bea", "Cea", "Dea", "Eva", "Fia")}
    with house.database.work("Old ones") as work:
        done = work.save(Kind.TENDER, Tender(title="Klar", stage=Stage.CONTRACT))
        going = work.save(Kind.TENDER, Tender(title="Pågår", stage=Stage.EVALUATION))
        for name, person in people.items():
            work.save(Kind.PERSON, person)
            about = (going.id,) if name == "Eva" else (done.id,)
            work.save(Kind.MEETING, Meeting(at=OLD, person=person.id, note=f"{name} ville veta mer", tenders=about))
        work.save(Kind.FOLLOW_UP, FollowUp(due=date(2023, 6, 1), person=people["Dea"].id))
    clock.now = now - timedelta(days=30)
    house.disposals.keep(RULE)
    clock.now = now
    with house.database.work("New ones") as work:
        for number in range(40):
            work.save(Kind.PERSON, Person(name=f"Ny {number} Nystad"))
        fia = work.people.get(people["Fia"].id)
        assert fia is not None
        work.save(Kind.PERSON, replace(fia, restricted=date(2026, 1, 1)))
    return {name: person.id for name, person in people.items()}


def _run(house: House, clock: StillClock, *, sure: bool = False) -> DisposalProtocol:
    rule = house.disposals.rule("två år")
    digest = house.disposals.preview(rule).digest
    house.disposals.approve(rule, digest)
    clock.now += timedelta(hours=1)
    return house.disposals.run(rule, digest, sure=sure)


def test_what_is_shown_is_what_is_done(house: House, clock: StillClock, old: dict[str, UUID]) -> None:
    seen = house.disposals.preview(house.disposals.rule("två år"))
    assert [one.name.split()[0] for one in seen.due] == ["Ada", "Bea", "Cea"]
    assert [(one.name.split()[0], len(one.reasons)) for one in seen.held] == [("Dea", 1), ("Eva", 1), ("Fia", 1)]
    before = house.people.count(), house.meetings.count()
    protocol = _run(house, clock)
    assert protocol.digest == seen.digest == digest_of([old["Ada"], old["Bea"], old["Cea"]], Deed.ANONYMISE)
    assert (house.people.count(), house.meetings.count()) == (before[0] - 3, before[1])
    assert (protocol.people, protocol.kept, protocol.decision) == (3, 3, RULE.decision)
    assert house.audit.latest(1, "dispose")[0].detail["digest"] == seen.digest
    again = house.disposals.run(house.disposals.rule("två år"), seen.digest)
    assert again == protocol
    assert house.disposals.preview(house.disposals.rule("två år")).due == ()
    assert house.audit.check().is_sound


def test_a_run_that_does_anything_else_is_caught(
    house: House, clock: StillClock, old: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = disposals._protocol

    def one_too_many(*words: object) -> DisposalProtocol:
        rule, seen, approval, done, work = words
        return real(rule, seen, approval, [*done, old["Dea"]], work)  # type: ignore[arg-type, misc]

    monkeypatch.setattr(disposals, "_protocol", one_too_many)
    before = house.people.count()
    with pytest.raises(InvalidInput):
        _run(house, clock)
    assert house.people.count() == before


@pytest.mark.parametrize("change", ["another person", "another rule", "not approved", "too soon"])
def test_nothing_runs_that_was_not_approved_as_it_is(
    house: House, clock: StillClock, old: dict[str, UUID], change: str
) -> None:
    rule = house.disposals.rule("två år")
    digest = house.disposals.preview(rule).digest
    if change != "not approved":
        house.disposals.approve(rule, digest)
    if change != "too soon":
        clock.now += timedelta(hours=1)
    if change == "another person":
        house.erasures.erase(old["Ada"])
    if change == "another rule":
        rule = replace(rule, deed=Deed.ERASE)
    with pytest.raises(InvalidInput):
        house.disposals.run(rule, digest)
    assert house.disposals.protocols() == []


def test_another_officer_may_run_it_at_once(house: House, old: dict[str, UUID]) -> None:
    rule = house.disposals.rule("två år")
    digest = house.disposals.preview(rule).digest
    house.disposals.approve(rule, digest)
    house.sign_as("Bo Ek")
    protocol = house.disposals.run(rule, digest)
    assert (protocol.approved_by, protocol.done_by) == ("Anna Ek", "Bo Ek")
    assert len(old) == 6


def test_no_rule_without_a_decision(house: House, old: dict[str, UUID]) -> None:
    house.disposals.keep(replace(RULE, id=UUID(int=1), name="Utan beslut", decision="  "))
    with pytest.raises(InvalidInput):
        house.disposals.preview(house.disposals.rule("Utan beslut"))
    assert old


def test_many_are_said_twice(house: House, clock: StillClock, old: dict[str, UUID]) -> None:
    clock.now += timedelta(days=300)
    rule = replace(RULE, months=1)
    seen = house.disposals.preview(rule)
    assert (len(seen.due), seen.is_many) == (43, True)
    house.disposals.approve(rule, seen.digest)
    house.sign_as("Bo Ek")
    with pytest.raises(TooMuchRemoved):
        house.disposals.run(rule, seen.digest)
    with pytest.raises(TooMuchRemoved):
        house.disposals.run(rule, seen.digest)
    assert house.people.count() == 46
    assert house.disposals.run(rule, seen.digest, sure=True).people == 43
    assert len(old) == 6


@pytest.mark.parametrize("years", [10, -10])
@pytest.mark.parametrize("talked", [False, True], ids=["nothing since", "a talk since"])
def test_a_clock_that_jumped_disposes_of_nothing(
    house: House, clock: StillClock, old: dict[str, UUID], years: int, talked: bool
) -> None:
    clock.now += timedelta(days=365 * years)
    if talked:
        with house.database.work("Since") as work:
            work.save(Kind.MEETING, Meeting(at=clock.now, note="Klockan går fel."))
    rule = replace(RULE, months=1)
    seen = house.disposals.preview(rule)
    assert seen.clock
    with house.database.work("Approve by hand") as work:
        approval = Approval(seen.digest, "Bo Ek", clock.now - timedelta(days=1))
        work.keep_fact(f"disposal approved {rule.id}", json.dumps(to_plain(approval)))
    with pytest.raises(InvalidInput):
        house.disposals.run(rule, seen.digest, sure=True)
    assert house.people.count() == 46
    assert len(old) == 6


def test_the_protocol_names_nobody(house: House, clock: StillClock, old: dict[str, UUID], tmp_path: Path) -> None:
    from outreach.print.read_back import hidden_text, seen_text

    protocol = _run(house, clock)
    paper = house.disposals.save(protocol, tmp_path / "protokoll.pdf", Language("sv")).read_bytes()
    plain = house.disposals.save(protocol, tmp_path / "protokoll.json", Language("sv")).read_text("utf-8")
    for said in (seen_text(paper), hidden_text(paper), plain):
        assert "Gammelstad" not in said
    assert protocol.digest in plain
    assert RULE.decision in seen_text(paper)
    assert house.disposals.protocols() == [protocol]
    assert str(old["Ada"]) not in plain


@given(st.dates(), st.integers(1, 600))
def test_months_later_keeps_the_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert later > day or later == date.max
    assert later.day <= day.day or later == date.max


def test_a_clock_jumps_either_way() -> None:
    assert has_jumped(OLD, OLD + timedelta(days=400))
    assert has_jumped(OLD, OLD - timedelta(days=400))
    assert not has_jumped(OLD, OLD + timedelta(days=30))
    assert not has_jumped(None, OLD)


def test_the_service_is_one(house: House) -> None:
    reach: Callable[[], Disposals] = lambda: house.disposals  # noqa: E731 - the property keeps one
    assert reach() is reach()
