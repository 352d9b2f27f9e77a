"""The sample municipality: whole, plausible, the same for the same seed, and nobody's real data."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from stdnum.se import orgnr

from outreach.domain.codes import municipality_name, sni_name, valid_cpv
from outreach.domain.event import EventKind, EventStatus
from outreach.domain.listing import Listing
from outreach.domain.plan import Side
from outreach.domain.record import Kind, to_plain
from outreach.domain.tender import COMING, Stage
from outreach.services.demo import fill
from outreach.services.demo.branches import BRANCHES
from outreach.services.demo.chance import FIXED, MOBILES
from outreach.services.demo.notes import ASKED, NEXT, TOLD
from outreach.services.house import House
from outreach.storage.database import Signature
from tests.ready import fresh_workspace

TODAY = date(2026, 11, 24)
NUMBERS = {"companies": 150, "people": 240, "events": 40, "tenders": 60, "meetings": 300}

#: Without the questions that are counted without a name.
CONVERSATIONS = Listing(Kind.MEETING, filters=(("with", "somebody"),))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(fresh_workspace(tmp_path_factory.mktemp("sample") / "alvbro.outreach", Signature("Maria Lindqvist")))
    fill(house, today=TODAY, **NUMBERS)
    return house


def test_everything_is_there_in_the_wanted_numbers(sample: House) -> None:
    services = (sample.companies, sample.people, sample.events, sample.tenders)
    talks = len(sample.meetings.keys(CONVERSATIONS))
    assert [*(service.count() for service in services), talks] == list(NUMBERS.values())
    assert sample.unit.unit().municipality == "Älvbro kommun"
    assert [officer.name for officer in sample.unit.officers()] == ["Erik Norling", "Maria Lindqvist"]
    assert sample.check() == []


def test_same_seed_gives_the_same_municipality_and_another_seed_another(tmp_path: Path, sample: House) -> None:
    def filled(name: str, seed: int) -> list[object]:
        house = House(fresh_workspace(tmp_path / name, Signature("Maria Lindqvist")))
        fill(house, seed=seed, today=TODAY, companies=12, people=16, events=5, tenders=6, meetings=16)
        services = (house.companies, house.people, house.events, house.tenders, house.meetings, house.follow_ups)
        plain = [to_plain(one) for service in services for one in service.listed(Listing(service.kind))]
        house.close()
        return plain

    first = filled("a.outreach", 1)
    assert filled("b.outreach", 1) == first
    assert filled("c.outreach", 2) != first


def test_it_is_one_action_and_undo_takes_all_of_it_back(tmp_path: Path) -> None:
    house = House(fresh_workspace(tmp_path / "a.outreach", Signature("Maria Lindqvist")))
    fill(house, today=TODAY, companies=20, people=30, events=6, tenders=8, meetings=30)
    assert [action.values for action in house.history.actions()] == [{"name": "Älvbro kommun"}]
    assert house.history.undo().kept == ()
    assert house.people.count() == house.companies.count() == house.tenders.count() == 0
    assert house.check() == []
    house.close()


def test_organisation_numbers_are_sound_and_no_sole_traders_is_kept(sample: House) -> None:
    companies = sample.companies.listed(Listing(Kind.COMPANY))
    numbers = [company.org_number for company in companies if company.org_number]
    assert all(orgnr.is_valid(number) and number[2] >= "2" for number in numbers)
    assert len(set(numbers)) == len(numbers)
    # Series that nobody has been given.
    assert {number[:4] for number in numbers} <= {"5599", "9699", "7699"}
    sole = [company for company in companies if company.sole_trader]
    assert 0.02 < len(sole) / len(companies) < 0.16
    assert all(not company.org_number for company in sole)


def test_nobodys_real_telephone_or_mailbox_is_in_it(sample: House) -> None:
    ranges = {*MOBILES, *FIXED}
    for record in [*sample.companies.listed(Listing(Kind.COMPANY)), *sample.people.listed(Listing(Kind.PERSON))]:
        assert {phone.number for phone in record.phones} <= ranges
        assert all(email.address.endswith(".example") for email in record.emails)
        assert not record.website or record.website.endswith(".example")
    for tender in sample.tenders.listed(Listing(Kind.TENDER)):
        assert tender.link.startswith("https://www.alvbro.example/")


def test_fictional_numbers_lie_in_the_ranges_that_are_kept_for_fiction() -> None:
    assert (MOBILES[0], MOBILES[-1], len(MOBILES)) == ("+46701740605", "+46701740699", 95)
    assert {"+46846500400", "+46313900600", "+46406280400", "+46980319200"} <= set(FIXED)


def test_codes_exist(sample: House) -> None:
    for branch in BRANCHES:
        assert all(valid_cpv(code) for code in branch.cpv), branch.tag
        assert all(sni_name(code, "sv") for code in branch.sni), branch.tag
    for tender in sample.tenders.listed(Listing(Kind.TENDER)):
        assert all(valid_cpv(code) for code in tender.cpv), tender.title
    found = Counter(company.municipality for company in sample.companies.listed(Listing(Kind.COMPANY)))
    assert len(found) > 8
    assert all(not code or municipality_name(code) for code in found)


def test_year_lies_around_the_day_with_all_nine_kinds_of_events(sample: House) -> None:
    events = sample.events.listed(Listing(Kind.EVENT))
    single = [event for event in events if not event.recurrence]
    past = [event for event in single if event.when.last_day < TODAY]
    coming = [event for event in single if event.when.first_day > TODAY]
    assert {event.kind for event in events} == set(EventKind)
    assert 18 <= len(past) <= 21
    assert len(coming) >= 18
    assert any(event.when.first_day == TODAY for event in single)
    assert len(events) - len(single) == 1
    assert all(event.when.first_day.weekday() < 5 for event in single)
    assert all(abs(event.when.first_day - TODAY) < timedelta(days=310) for event in single)


def test_tenders_stand_in_every_stage_with_the_dates_of_their_stage(sample: House) -> None:
    tenders = sample.tenders.listed(Listing(Kind.TENDER))
    assert {tender.stage for tender in tenders} == set(Stage)
    assert len({tender.title for tender in tenders}) == len(tenders)
    for tender in tenders:
        assert tender.description
        if tender.stage is Stage.ADVERTISED:
            assert tender.tender_deadline is not None
            assert tender.tender_deadline.date() > TODAY
        if tender.stage in (Stage.EVALUATION, Stage.CONTRACT):
            assert tender.tender_deadline is not None
            assert tender.tender_deadline.date() < TODAY
        if tender.stage is Stage.PLANNED:
            assert tender.expected_publication is not None
            assert tender.expected_publication > TODAY
        if tender.stage not in COMING and tender.contract_start and tender.contract_end:
            assert tender.contract_end > tender.contract_start
    assert len(sample.tenders.coming(TODAY)) >= 8


def test_conversations_are_over_varied_and_lie_within_their_events(sample: House) -> None:
    meetings = sample.meetings.listed(CONVERSATIONS)
    events = {event.id: event for event in sample.events.listed(Listing(Kind.EVENT))}
    for meeting in meetings:
        assert meeting.at.date() < TODAY
        assert not re.search(r"[{}]", meeting.note)
        if meeting.event is not None:
            when = events[meeting.event].when
            assert when.start_utc <= meeting.at < when.end_utc
    assert len({meeting.note for meeting in meetings}) > 0.9 * len(meetings)
    assert any(meeting.tenders for meeting in meetings)
    assert {meeting.officer for meeting in meetings} == {"Maria Lindqvist", "Erik Norling"}


def test_questions_are_counted_at_events_that_are_over_in_several_wordings(sample: House) -> None:
    counted = sample.meetings.listed(Listing(Kind.MEETING, filters=(("with", "nobody"),)))
    events = {event.id: event for event in sample.events.listed(Listing(Kind.EVENT))}
    assert len(counted) == NUMBERS["meetings"] // 20
    for one in counted:
        assert one.event is not None
        assert events[one.event].when.start_utc <= one.at < events[one.event].when.end_utc
        assert one.at.date() < TODAY
    assert sum(count for _, count in sample.questions.top_at(most=50)) == len(counted)
    texts = {one.id: one.text for one in sample.questions.listed(Listing(Kind.QUESTION))}
    assert any(one.note != texts[one.question] for one in counted if one.question is not None)


def test_notes_are_put_together_of_at_least_120_patterns() -> None:
    assert len(set(ASKED + TOLD + NEXT)) >= 120


def test_follow_ups_are_overdue_open_and_done(sample: House) -> None:
    follow_ups = sample.follow_ups.listed(Listing(Kind.FOLLOW_UP))
    still_open = [one for one in follow_ups if one.done is None]
    assert any(one.due < TODAY for one in still_open)
    assert any(one.due >= TODAY for one in still_open)
    assert len(follow_ups) - len(still_open) > len(still_open)
    assert all(one.text and one.person for one in follow_ups)


def test_saved_views_of_companies_and_people_show_somebody(sample: House) -> None:
    views = [*sample.views.of(Kind.COMPANY), *sample.views.of(Kind.PERSON)]
    assert [view.name for view in views] == ["Byggföretag", "Ring före jul", "Nyhetsbrevet"]
    assert all(sample.views.records_of(view) for view in views)
    assert sample.views.addresses(Kind.PERSON, sample.views.records_of(views[2])).addresses


def test_edit_after_the_filling_changes_only_what_was_edited(sample: House) -> None:
    """Records are kept in the form that a save gives them, so that the first edit shows no strange changes."""
    from dataclasses import replace

    for service in (sample.companies, sample.people, sample.events, sample.tenders):
        record = service.listed(Listing(service.kind))[5]
        sample_change = service.save(replace(record, notes="ny anteckning"))
        entry = sample.history.of(record.id)[0]
        assert list(entry.fields) == ["notes"]
        sample.history.undo(sample_change.action)


@pytest.mark.parametrize("nothing", ["companies", "people", "events", "tenders", "meetings"])
def test_any_part_may_be_left_out(tmp_path: Path, nothing: str) -> None:
    house = House(fresh_workspace(tmp_path / "a.outreach", Signature("Maria Lindqvist")))
    fill(house, today=TODAY, **({"companies": 5, "people": 6, "events": 4, "tenders": 5, "meetings": 6} | {nothing: 0}))
    assert house.check() == []
    house.close()


def test_progress_ends_with_all_records_written(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    house = House(fresh_workspace(tmp_path / "a.outreach", Signature("Maria Lindqvist")))
    numbers = {"companies": 10, "people": 12, "events": 4, "tenders": 5, "meetings": 15}
    fill(house, today=TODAY, progress=lambda done, total: told.append((done, total)), **numbers)
    assert told[-1][0] == told[-1][1] >= sum(numbers.values())
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    house.close()


def test_every_event_that_is_held_has_a_plan_and_what_lies_behind_is_ticked_for_the_most_part(sample: House) -> None:
    events = sample.events.listed(Listing(Kind.EVENT))
    plans = sample.plans.of_events([event.id for event in events])
    assert {event.id for event in events if event.status is not EventStatus.CANCELLED} == set(plans)
    assert all(plan.template and plan.outline.tasks and plan.outline.shifts for plan in plans.values())
    past = [plans[event.id] for event in events if event.id in plans and event.when.last_day < TODAY and not event.recurrence]
    ticked = [task.done is not None for plan in past for task in plan.outline.tasks]
    assert 0.9 < sum(ticked) / len(ticked) < 1
    assert all(task.done is None or task.done <= TODAY for plan in plans.values() for task in plan.outline.tasks)
    held = {event.id: event.when.first_day for event in events if not event.recurrence}
    afterwards = [(task, held[one]) for one, plan in plans.items() if one in held for task in plan.outline.tasks if task.days > 0]
    assert all(task.done is None or task.done >= day for task, day in afterwards), "nobody is thanked before they came"
    due = sample.plans.due_tasks(TODAY)
    assert 5 <= len(due) <= 60
    assert sum(bool(sample.plans.hopes(event.id)) for event in events) > 10


def test_all_but_the_latest_event_are_debriefed_with_hours_and_most_with_a_cost(sample: House) -> None:
    events = {event.id: event for event in sample.events.listed(Listing(Kind.EVENT))}
    plans = sample.plans.of_events(list(events))
    debriefed = [plan for plan in plans.values() if plan.debrief.at is not None]
    assert len(debriefed) >= 15
    assert all(plan.hours > 0 for plan in debriefed)
    assert all(plan.debrief.good and plan.debrief.heard for plan in debriefed)
    waiting = sample.plans.waiting_for_debrief(TODAY)
    assert len(waiting) <= 1
    total = sample.plans.yields(TODAY - timedelta(days=330), TODAY).total
    assert total.cost_per_new_company is not None
    assert total.hours_per_new_company is not None


def test_at_fairs_we_are_guests_and_know_when_to_build_and_whom_to_ask(sample: House) -> None:
    fairs = [event for event in sample.events.listed(Listing(Kind.EVENT)) if event.kind is EventKind.FAIR]
    plans = sample.plans.of_events([fair.id for fair in fairs])
    for fair in fairs:
        if fair.id not in plans:
            continue
        booth = plans[fair.id].exhibitor
        assert plans[fair.id].outline.side is Side.EXHIBITOR
        assert booth.build_up is not None
        assert booth.build_up < fair.when.start + timedelta(days=1)
        assert booth.organiser
        assert booth.phone in FIXED
