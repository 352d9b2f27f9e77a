"""New information opens what must reach everyone; talks of advertised tenders only grow, whichever door one tries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from outreach.domain.company import Company
from outreach.domain.equal_treatment import Given
from outreach.domain.event import Event
from outreach.domain.meeting import Meeting
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import all_day
from outreach.errors import AppendOnly, HoldsInformation, InvalidInput
from outreach.services.capturing import Capture
from outreach.services.house import House
from outreach.services.tender_joining import join_tenders
from tests.services.conftest import StillClock


@pytest.fixture
def snow(house: House) -> Tender:
    tender = Tender(title="Snöröjning", stage=Stage.PLANNED, tender_deadline=datetime(2027, 1, 20, 22, 59, tzinfo=UTC))
    house.tenders.save(tender)
    return house.tenders.get(tender.id)


def talk(house: House, line: str = "Anna Berg, Bergs Bygg AB: start i maj @Snöröjning =ny") -> Meeting:
    return house.meetings.capture_line(line).meeting


def texts(house: House, meeting: UUID) -> list[str]:
    return [one.text for one in house.meetings.get(meeting).additions]


# New information opens items -----------------------------------------------------------------------------------------


def test_new_information_opens_one_item_for_each_tender_in_the_same_action_and_undo_takes_both_back(
    house: House, snow: Tender
) -> None:
    house.tenders.save(Tender(title="Sandning", stage=Stage.IDEA))
    captured = house.meetings.capture_line("Anna Berg, Bergs Bygg AB: start i maj @Snöröjning @Sandning =ny")
    items = house.disclosures.open_items()
    assert {one.tender.title for one in items if one.tender} == {"Snöröjning", "Sandning"}
    assert {one.disclosure.meeting for one in items} == {captured.meeting.id}
    assert {one.disclosure.text for one in items} == {"start i maj Snöröjning Sandning"}
    assert captured.changes.concern(Kind.DISCLOSURE)
    house.history.undo()
    assert house.disclosures.open_items() == []
    assert house.meetings.count() == 0


def test_marks_in_both_languages_and_the_choice_of_the_form_say_the_same(house: House) -> None:
    for mark, given in (("=ny", "new"), ("=new", "new"), ("=off", "public"), ("=public", "public"), ("=tips", "tip")):
        found = talk(house, f"Bo Ek: prat om taket {mark}")
        assert (found.information.value, found.note) == (given, "prat om taket")
    assert talk(house, "Bo Ek: 1+1 =två a=ny http://x.se/?q=ny").information is Given.UNSAID
    wanted = Capture(person="Bo Ek", note="prat", information=Given.NEW, new_text="Avtalet blir ett år längre")
    house.meetings.capture(wanted)
    assert "Avtalet blir ett år längre" in [one.disclosure.text for one in house.disclosures.open_items()]
    assert house.disclosures.open_items()[-1].tender is None


def test_the_stricter_of_two_marks_counts_and_says_so(house: House) -> None:
    captured = house.meetings.capture_line("Bo Ek: prat =off =ny")
    assert captured.meeting.information is Given.NEW
    assert any(one.text == "=off" for one in captured.unsure)


def test_an_item_without_tender_takes_the_tender_that_is_named_later(house: House, snow: Tender) -> None:
    found = talk(house, "Bo Ek: start i maj =ny")
    house.meetings.inform(found.id, Given.NEW, tenders=[snow.id])
    assert [one.disclosure.tender for one in house.disclosures.open_items()] == [snow.id]


def test_saying_afterwards_that_nothing_was_new_leaves_the_item_open(house: House, snow: Tender) -> None:
    found = talk(house)
    house.meetings.inform(found.id, Given.PUBLIC)
    assert house.meetings.get(found.id).information is Given.PUBLIC
    assert len(house.disclosures.open_items()) == 1
    with pytest.raises(HoldsInformation):
        house.meetings.delete([found.id])
    with pytest.raises(HoldsInformation), house.database.work("x") as work:
        work.delete(Kind.DISCLOSURE, house.disclosures.open_items()[0].disclosure.id)


def test_a_tender_that_goes_leaves_its_open_item_behind_without_it(house: House, snow: Tender) -> None:
    found = talk(house)
    house.tenders.delete([snow.id])
    (item,) = house.disclosures.open_items()
    assert (item.tender, item.disclosure.meeting) == (None, found.id)
    assert house.check() == []


# Publishing ----------------------------------------------------------------------------------------------------------


def test_an_item_closes_only_when_it_says_where_and_what(house: House, clock: StillClock, snow: Tender) -> None:
    talk(house)
    (item,) = house.disclosures.open_items()
    for where, text in (("", "x"), ("x", " ")):
        with pytest.raises(InvalidInput):
            house.disclosures.publish(item.disclosure.id, where, text)
    clock.now += timedelta(days=3)
    for at in (clock.now + timedelta(minutes=1), item.disclosure.opened - timedelta(days=1)):
        with pytest.raises(InvalidInput):
            house.disclosures.publish(item.disclosure.id, "alvbro.se", "Start i maj", at)
    assert house.disclosures.open_items()[0].days == 3
    changes = house.disclosures.publish(item.disclosure.id, "alvbro.se", "Start i maj", clock.now - timedelta(days=1))
    assert changes.final
    assert house.disclosures.open_items() == []
    (kept,) = house.disclosures.of_tender(snow.id)
    assert (kept.disclosure.where, kept.disclosure.published_text, kept.days) == ("alvbro.se", "Start i maj", 2)
    with pytest.raises(InvalidInput):
        house.disclosures.publish(item.disclosure.id, "alvbro.se", "En gång till")


def test_what_is_published_is_added_to_and_never_edited(house: House, snow: Tender) -> None:
    talk(house)
    item = house.disclosures.open_items()[0].disclosure
    house.disclosures.publish(item.id, "alvbro.se", "Start i maj")
    house.disclosures.add(item.id, "I juni, blev det")
    kept = house.disclosures.get(item.id)
    assert [one.text for one in kept.additions] == ["I juni, blev det"]
    with pytest.raises(AppendOnly):
        house.disclosures.reword(item.id, "annat")
    for edit in ({"published": None}, {"where": "x"}, {"additions": ()}, {"meeting": None}, {"text": ""}):
        with pytest.raises(AppendOnly):
            house.disclosures.save(replace(kept, **edit))
    with pytest.raises(AppendOnly):
        house.disclosures.delete([item.id])
    with pytest.raises(AppendOnly):
        house.tenders.delete([snow.id])


# Frozen talks, by every door -----------------------------------------------------------------------------------------


def advertise(house: House, tender: Tender) -> None:
    house.pipeline.move(tender.id, Stage.ADVERTISED)


def publish(house: House, tender: Tender) -> None:
    item = house.disclosures.of_tender(tender.id)[0].disclosure
    house.disclosures.publish(item.id, "alvbro.se", "Start i maj")


@pytest.mark.parametrize("freeze", [advertise, publish])
def test_no_door_edits_or_removes_a_frozen_talk(house: House, snow: Tender, freeze: Callable[[House, Tender], None]) -> None:
    event = Event(title="Mässan", when=all_day(date(2026, 11, 24)))
    house.events.save(event)
    logged = house.meetings.capture_line("Anna Berg, Bergs Bygg AB: start i maj @Snöröjning =ny", event.id)
    found, action = logged.meeting, logged.changes.action
    freeze(house, snow)
    before = house.meetings.get(found.id)
    assert house.meetings.is_frozen(found.id)

    edits = (
        {"note": "x"},
        {"information": Given.PUBLIC},
        {"tenders": ()},
        {"person": None},
        {"company": None},
        {"event": None},
        {"at": before.at + timedelta(hours=1)},
        {"officer": "En annan"},
        {"source": ""},
    )
    for edit in edits:
        with pytest.raises(AppendOnly):
            house.meetings.save(replace(before, **edit))
        with pytest.raises(AppendOnly), house.database.work("many") as work:
            work.save_many(Kind.MEETING, [replace(before, **edit)])
    for forbidden in (
        lambda: house.meetings.delete([found.id]),
        lambda: house.companies.delete([before.company]),
        lambda: house.people.delete([before.person]),
        lambda: house.events.delete([event.id]),
        lambda: house.tenders.delete([snow.id]),
    ):
        with pytest.raises(AppendOnly):
            forbidden()
    reversal = house.history.undo(action)
    assert {one.reason for one in reversal.kept if one.kind is Kind.MEETING} == {"frozen"}
    assert house.meetings.get(found.id) == before
    assert len(house.disclosures.of_meeting(found.id)) == 1


@pytest.mark.parametrize("freeze", [advertise, publish])
def test_what_is_typed_into_a_frozen_talk_becomes_an_addition(
    house: House, snow: Tender, freeze: Callable[[House, Tender], None]
) -> None:
    found = talk(house)
    freeze(house, snow)
    house.meetings.reword(found.id, f"{found.note}, men det kan bli juni #vinter !fre")
    house.meetings.correct_line(found.id, "Anna Bergh, Bergs Bygg AB: start i juli")
    house.meetings.correct(found.id, Capture(person="Anna Berg", company="Bergs Bygg AB", note=found.note))
    house.meetings.inform(found.id, Given.TIP)
    now = house.meetings.get(found.id)
    assert (now.note, now.information, now.person) == (found.note, Given.NEW, found.person)
    assert texts(house, found.id) == ["men det kan bli juni", "Anna Bergh: start i juli", "Tips mottaget"]
    assert [one.officer for one in now.additions] == ["Anna Ek"] * 3
    assert now.tags == ("vinter",)
    assert len(house.follow_ups.open_ones()) == 1
    # An addition stays too.
    with pytest.raises(AppendOnly):
        house.meetings.save(replace(now, additions=now.additions[1:]))
    kept = house.history.undo().kept
    assert [one.reason for one in kept] == ["frozen"]
    assert len(texts(house, found.id)) == 3


def test_undo_of_an_older_edit_is_refused_once_the_tender_is_advertised(house: House, snow: Tender) -> None:
    found = talk(house, "Anna Berg, Bergs Bygg AB: start i maj @Snöröjning")
    action = house.meetings.reword(found.id, "start i juni").action
    advertise(house, snow)
    reversal = house.history.undo(action)
    assert [(one.reason, "note" in one.fields) for one in reversal.kept] == [("frozen", True)]
    assert house.meetings.get(found.id).note == "start i juni"


def test_new_information_that_is_remembered_late_opens_an_urgent_item(house: House, snow: Tender) -> None:
    found = talk(house, "Anna Berg, Bergs Bygg AB: prat @Snöröjning")
    advertise(house, snow)
    house.meetings.inform(found.id, Given.NEW, "Start i maj")
    (item,) = house.disclosures.open_items()
    assert (item.urgent, item.last_day, item.disclosure.text) == (True, date(2027, 1, 14), "Start i maj")
    assert texts(house, found.id) == ["Ny information lämnad: Start i maj"]


def test_a_merge_may_move_ids_in_a_frozen_talk_and_its_undo_moves_them_back(house: House, snow: Tender) -> None:
    found = talk(house)
    advertise(house, snow)
    house.companies.save(other := Company(name="Bergs Byggnads AB"))
    house.people.save(twin := Person(name="Anna Berg-Ek"))
    company, person = house.meetings.get(found.id).company, house.meetings.get(found.id).person
    assert company is not None
    assert person is not None
    house.duplicates.merge(Kind.COMPANY, other.id, [company])
    house.duplicates.merge(Kind.PERSON, twin.id, [person])
    moved = house.meetings.get(found.id)
    assert (moved.company, moved.person) == (other.id, twin.id)
    assert house.history.undo().kept == ()
    assert house.history.undo().kept == ()
    back = house.meetings.get(found.id)
    assert (back.company, back.person) == (company, person)
    assert house.history.redo().kept == ()
    assert house.check() == []


def test_an_old_correction_of_the_company_is_not_undone_as_if_it_were_a_merge(house: House, snow: Tender) -> None:
    found = talk(house, "Anna Berg, Berghs Bygg AB: prat @Snöröjning")
    house.companies.save(Company(name="Bergs Bygg AB"))
    action = house.meetings.correct_line(found.id, "Anna Berg, Bergs Bygg AB: prat @Snöröjning").action
    corrected = house.meetings.get(found.id)
    advertise(house, snow)
    house.history.undo(action)
    assert house.meetings.get(found.id).company == corrected.company


def test_erasing_has_its_own_named_way(house: House, snow: Tender) -> None:
    found = talk(house)
    advertise(house, snow)
    with house.database.work("Erased") as work, work.erasing():
        for item in work.disclosures.of_meeting(found.id):
            work.delete(Kind.DISCLOSURE, item.id)
        work.delete(Kind.MEETING, found.id)
    assert house.meetings.count() == 0


def test_tags_and_bare_counts_stay_free(house: House, snow: Tender) -> None:
    found = talk(house)
    asked = house.questions.ask("Hur lång är säsongen? @Snöröjning")
    advertise(house, snow)
    house.meetings.tag([found.id], add=["vinter"])
    assert house.meetings.get(found.id).tags == ("vinter",)
    house.questions.delete([asked.question.id])
    assert house.questions.count() == 0


# The day of the notice and the red capture ---------------------------------------------------------------------------


def test_a_tender_that_becomes_advertised_gets_its_day(house: House, clock: StillClock) -> None:
    day = date(2026, 11, 24)
    moved, typed = Tender(title="Städ", stage=Stage.PLANNED), Tender(title="Måltider", stage=Stage.PLANNED)
    for one in (moved, typed):
        house.tenders.save(one)
    house.pipeline.move(moved.id, Stage.ADVERTISED)
    house.tenders.save(replace(house.tenders.get(typed.id), stage=Stage.ADVERTISED, advertised=date(2026, 11, 20)))
    assert house.tenders.get(moved.id).advertised == day
    assert house.tenders.get(typed.id).advertised == date(2026, 11, 20)
    clock.now += timedelta(days=9)
    house.pipeline.move(moved.id, Stage.EVALUATION)
    house.tenders.save(replace(house.tenders.get(moved.id), title="Städning"))
    assert house.tenders.get(moved.id).advertised == day
    house.tenders.save(old := Tender(title="Gammal", stage=Stage.ADVERTISED, expected_publication=date(2026, 3, 1)))
    assert house.tenders.get(old.id).advertised is None, "its other dates tell it"


def test_capture_under_advertisement_warns_and_still_keeps_what_was_said(house: House, snow: Tender) -> None:
    advertise(house, snow)
    plain = house.meetings.capture_line("Bo Ek, Eks El AB: när kommer svaren @Snöröjning =off")
    assert [one.values for one in plain.warnings] == [{"tender": "Snöröjning"}]
    assert house.disclosures.open_items() == []
    told = house.meetings.capture_line("Bo Ek, Eks El AB: startar i maj @Snöröjning =ny")
    assert len(told.warnings) == 2
    assert told.frozen
    assert [one.urgent for one in house.disclosures.open_items()] == [True]


# Once frozen, always frozen ------------------------------------------------------------------------------------------


def test_moving_the_stage_back_or_clearing_the_day_frees_no_talk(house: House, snow: Tender) -> None:
    found = talk(house, "Anna Berg, Bergs Bygg AB: prat @Snöröjning")
    action = house.pipeline.move(snow.id, Stage.ADVERTISED).action
    assert action is not None
    house.pipeline.move(snow.id, Stage.PLANNED)
    house.tenders.save(replace(house.tenders.get(snow.id), advertised=None))
    for forbidden in (
        lambda: house.meetings.save(replace(house.meetings.get(found.id), note="något annat")),
        lambda: house.meetings.delete([found.id]),
        lambda: house.tenders.delete([snow.id]),
    ):
        with pytest.raises(AppendOnly):
            forbidden()
    house.meetings.reword(found.id, f"{found.note}, men mer")
    assert texts(house, found.id) == ["men mer"]


def test_a_talk_is_free_again_when_the_advertisement_itself_is_undone(house: House, snow: Tender) -> None:
    found = talk(house, "Anna Berg, Bergs Bygg AB: prat @Snöröjning")
    action = house.pipeline.move(snow.id, Stage.ADVERTISED).action
    assert house.meetings.is_frozen(found.id)
    house.history.undo(action)
    assert not house.meetings.is_frozen(found.id)
    house.history.redo()
    assert house.meetings.is_frozen(found.id)
    # What was set right by hand first is undone down to the mistake itself.
    house.pipeline.move(snow.id, Stage.PLANNED)
    house.tenders.save(replace(house.tenders.get(snow.id), advertised=None))
    for _ in range(2):
        assert house.meetings.is_frozen(found.id)
        house.history.undo()
    house.history.undo(action)
    assert not house.meetings.is_frozen(found.id)


def test_a_day_to_come_that_was_taken_out_before_it_came_froze_nothing(house: House, clock: StillClock, snow: Tender) -> None:
    found = talk(house, "Anna Berg, Bergs Bygg AB: prat @Snöröjning")
    house.tenders.save(replace(snow, advertised=date(2026, 12, 1)))
    house.tenders.save(replace(house.tenders.get(snow.id), advertised=None))
    clock.now += timedelta(days=30)
    assert not house.meetings.is_frozen(found.id)
    house.tenders.save(replace(house.tenders.get(snow.id), advertised=date(2026, 12, 28)))
    clock.now += timedelta(days=30)
    house.tenders.save(replace(house.tenders.get(snow.id), advertised=None))
    assert house.meetings.is_frozen(found.id), "the day came while it stood"


def test_a_tender_that_takes_an_advertised_one_in_is_advertised_too(house: House, snow: Tender) -> None:
    found = talk(house, "Anna Berg, Bergs Bygg AB: prat @Snöröjning")
    house.tenders.save(replace(snow, advertised=date(2026, 11, 20)))
    plan = Tender(title="Plan", stage=Stage.PLANNED)
    house.tenders.save(plan)
    with house.database.work("joined") as work:
        stays, goes = work.tenders.get(plan.id), work.tenders.get(snow.id)
        assert stays is not None
        assert goes is not None
        joined = join_tenders(work, stays, goes)
    assert joined.advertised == date(2026, 11, 20)
    assert house.meetings.get(found.id).tenders == (plan.id,)
    assert house.meetings.is_frozen(found.id)


def test_a_talk_with_nobody_named_does_not_become_a_mere_count(house: House, snow: Tender) -> None:
    """As a counted question it would leave the log, and could be removed."""
    asked = house.questions.ask("Hur lång är säsongen?").question
    house.meetings.save(Meeting(at=datetime(2026, 11, 20, 9, tzinfo=UTC), note="Någon fick veta maj", tenders=(snow.id,)))
    (found,) = (one.meeting for one in house.disclosures.log_of(snow.id).talks)
    advertise(house, snow)
    with pytest.raises(AppendOnly):
        house.meetings.save(replace(house.meetings.get(found.id), question=asked.id))
    assert [one.meeting.id for one in house.disclosures.log_of(snow.id).talks] == [found.id]
