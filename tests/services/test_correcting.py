"""Setting right whom a conversation was with: what the slip made goes with it, what was known stays, undo brings all back."""

from __future__ import annotations

from outreach.domain.company import Company
from outreach.domain.contact import Phone
from outreach.domain.listing import Listing
from outreach.domain.person import Person, Role
from outreach.domain.record import Kind
from outreach.services.meetings import Capture

BERGS = Company(name="Bergs Bygg AB")
ANNA = Person(name="Anna Berg", roles=(Role(BERGS.id, "VD"),))


def logged(house, **values):
    return house.meetings.capture(Capture(**values)).meeting


def test_a_name_that_was_misheard_is_spelled_anew_and_nobody_is_made_twice(house):
    meeting = logged(house, company="Dals Rör", person="Ana Berk", phones=("070-174 06 05",), note="pumpar !14")
    house.meetings.correct(meeting.id, Capture(company="Dahls Rör AB", person="Anna Berg", note="pumpar och rör"))
    (person,) = house.people.listed(Listing(Kind.PERSON))
    (company,) = house.companies.listed(Listing(Kind.COMPANY))
    assert (person.name, person.family, company.name) == ("Anna Berg", "Berg", "Dahls Rör AB")
    assert person.phones == (Phone("+46701740605"),)
    corrected = house.meetings.get(meeting.id)
    assert (corrected.person, corrected.company, corrected.note) == (person.id, company.id, "pumpar och rör")
    assert (corrected.at, corrected.officer) == (meeting.at, meeting.officer)


def test_a_known_person_takes_the_place_and_the_telephone_of_who_was_made_by_mistake(house):
    house.companies.save(BERGS)
    house.people.save(ANNA)
    meeting = logged(house, company="Berks Bygg", person="Ana", phones=("070-174 06 05",), note="snö !14")
    picked = Capture(company=BERGS.name, company_id=BERGS.id, person=ANNA.name, person_id=ANNA.id, note="snö")
    house.meetings.correct(meeting.id, picked)
    assert house.people.count() == house.companies.count() == 1
    person = house.people.get(ANNA.id)
    assert person.phones == (Phone("+46701740605"),)
    assert [role.company for role in person.roles] == [BERGS.id]
    (promise,) = house.follow_ups.listed(Listing(Kind.FOLLOW_UP))
    assert (promise.person, promise.company) == (ANNA.id, BERGS.id)


def test_whoever_was_known_before_or_was_met_again_is_never_renamed_and_never_goes(house):
    house.companies.save(BERGS)
    house.people.save(ANNA)
    first = logged(house, company_id=BERGS.id, person_id=ANNA.id, note="ett")
    house.meetings.correct(first.id, Capture(company="Dahls Rör", person="Bo Dahl", note="ett"))
    assert {one.name for one in house.people.listed(Listing(Kind.PERSON))} == {"Anna Berg", "Bo Dahl"}
    second = logged(house, company="Dahls Rör", person="Bo Dahl", note="två")
    house.meetings.correct(second.id, Capture(company="Eks El", person="Eva Ek", note="två"))
    assert house.people.count() == house.companies.count() == 3


def test_a_correction_is_one_action_and_undo_brings_everything_back(house):
    meeting = logged(house, company="Dals Rör", person="Ana Berk", note="pumpar")
    before = (house.people.listed(Listing(Kind.PERSON)), house.companies.listed(Listing(Kind.COMPANY)))
    changes = house.meetings.correct(meeting.id, Capture(company="Eks El", person="Eva Ek", note="annat"))
    house.history.undo(changes.action)
    after = (house.people.listed(Listing(Kind.PERSON)), house.companies.listed(Listing(Kind.COMPANY)))
    assert [[one.name for one in kind] for kind in after] == [[one.name for one in kind] for kind in before]
    assert house.meetings.get(meeting.id).note == "pumpar"


def test_the_draft_goes_with_the_correction_and_with_the_changed_words(house):
    meeting = logged(house, company="Dals Rör", note="pumpar")
    house.drafts.keep("fair", {"note": "pumpar och"})
    house.meetings.correct(meeting.id, Capture(company="Dals Rör", note="pumpar och rör", draft="fair"))
    house.drafts.keep("edit", {"note": "pumpar"})
    house.meetings.reword(meeting.id, "pumpar", draft="edit")
    house.drafts.keep("question", {"text": "När"})
    asked = house.questions.ask("När kommer snön?", draft="question")
    assert house.drafts.all() == {}
    again = house.questions.ask("När kommer snön?", meeting_id=asked.meeting.id)
    assert (again.count, again.changes.action) == (1, None)
