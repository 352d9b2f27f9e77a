"""The gate before every way by which many people leave: no reason, no file; with one, a line in the audit log (G15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from outreach.domain.contact import Address, Email
from outreach.domain.event import Event
from outreach.domain.handout import HandoutKind, HandoutOrder
from outreach.domain.invitation import Purpose, Way
from outreach.domain.listing import Listing
from outreach.domain.mailing import Mailing, MailingWay
from outreach.domain.person import Person
from outreach.domain.record import Kind
from outreach.domain.when import zoned
from outreach.errors import ReasonNeeded
from outreach.language import Language
from outreach.services import leaving
from outreach.services.house import House
from outreach.services.leaving import Leaving, answering, insist

SV = Language("sv")
REASON = Leaving("Frukostmöte om vinterväghållning", date(2027, 1, 31))


@pytest.fixture
def four(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """Four people who may be written to, on the list of an event; more than two are many here."""
    monkeypatch.setattr(leaving, "MANY", 2)
    house.unit.start("Lomma kommun", "1262", "Anna Ek")
    house.unit.save_unit(replace(house.unit.unit(), email="inkop@lomma.example"))
    home = Address(street="Storgatan 1", postal_code="234 31", city="Lomma")
    for name in ("Anna Berg", "Bo Ek", "Cilla Dahl", "David Åhl"):
        mail = Email(f"{name.split()[0].lower()}@x.example")
        house.people.save(Person(name=name, emails=(mail,), addresses=(home,)))
    event = Event(title="Frukost", when=zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9)))
    house.events.save(event)
    house.guests.invite(event.id, _ids(house))
    return house


def _ids(house: House) -> list[UUID]:
    with house.database.read() as view:
        return list(view.people.ids(Listing(Kind.PERSON)))


def _keys(house: House) -> list[int]:
    with house.database.read() as view:
        return list(view.people.keys(Listing(Kind.PERSON)))


def _event(house: House) -> UUID:
    return house.events.coming(house.now(), 1)[0].id


def _mailing(house: House) -> Mailing:
    return Mailing(Kind.PERSON, tuple(_ids(house)), "Hej", "Hej {first_name}", "sv")


def _sheet(kind: HandoutKind, house: House) -> HandoutOrder:
    return replace(house.handouts.usual(kind), event=_event(house))


def _invited(house: House, folder: Path) -> None:
    made = house.invitations.prepare(_event(house), Purpose.INVITE, way=Way.DRAFTS)
    assert made.batch is not None
    house.invitations.write_files(made.batch, folder)


#: Every way, with the sort that the audit log calls it.
WAYS: dict[str, Callable[[House, Path], object]] = {
    "person": lambda house, to: house.exports.write(Kind.PERSON, to / "a.vcf", SV),
    "list": lambda house, to: house.lists.write(house.lists.table(Kind.PERSON, _keys(house), (), SV), to / "a.csv", SV),
    "list on paper": lambda house, to: house.lists.save_print(
        house.lists.printed(house.lists.table(Kind.PERSON, _keys(house), ("name",), SV), "Alla", "", SV), to / "a.pdf"
    ),
    "list copied": lambda house, _: house.lists.copied(house.lists.table(Kind.PERSON, _keys(house), (), SV)),
    "addresses": lambda house, _: house.views.addresses(Kind.PERSON, _ids(house)),
    "mailing, drafts": lambda house, to: house.mailings.write_drafts(_mailing(house), to / "drafts"),
    "mailing, letters": lambda house, to: house.mailings.write_letters(_mailing(house), to / "a.pdf"),
    "mailing, labels": lambda house, to: house.mailings.write_labels(_mailing(house), to / "a.pdf"),
    "badges": lambda house, to: house.printings.save(_sheet(HandoutKind.BADGES, house), to / "a.pdf"),
    "sign-in": lambda house, to: house.printings.save(_sheet(HandoutKind.SIGN_IN, house), to / "a.pdf"),
    "sign-in, saved": lambda house, to: house.handouts.save(_sheet(HandoutKind.SIGN_IN, house), to / "a.pdf"),
    "sign-in, printer": lambda house, _: house.printings.let_out(
        house.printings.drawn(_sheet(HandoutKind.SIGN_IN, house))
    ),
    "flyer, one for each": lambda house, to: house.handout_batches.to_folder(
        house.handout_batches.per_guest(house.handouts.usual(HandoutKind.FLYER)), to / "many"
    ),
    "letters": lambda house, to: _invited(house, to / "invitations"),
    "informing": lambda house, to: house.registered.drafts(_ids(house), to / "informing"),
}


#: Each gets a letter of their own, or the paper is for an event: the program knows what for, and nobody is asked.
KNOWN = ("letters", "informing", "badges", "sign-in", "sign-in, saved", "sign-in, printer", "flyer, one for each")


def test_nobody_leaves_in_number_without_a_reason(four: House, tmp_path: Path) -> None:
    # One workspace for all of them: a fresh one for each costs more than the ways themselves.
    for number, (way, leave) in enumerate(WAYS.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        before = four.audit.head().number
        if way not in KNOWN:
            with answering(insist), pytest.raises(ReasonNeeded) as needed:
                leave(four, folder)
            assert needed.value.found.count == 4, way
            assert [one for one in folder.rglob("*") if one.is_file()] == [], way
            assert four.audit.head().number == before, way
        with answering(insist, REASON):
            leave(four, folder)
        line = four.audit.latest(1)[0]
        assert line.detail["kind"] == way.partition(",")[0].removesuffix(" on paper").removesuffix(" copied"), way
        assert line.detail["count"] == 4, way
        assert line.detail["ground"] == REASON.ground, way


def test_control_few_leave_as_ever(four: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaving, "MANY", 4)
    with answering(insist):
        for way in ("person", "addresses", "sign-in"):
            WAYS[way](four, tmp_path)


def test_a_script_without_a_reason_goes_on_and_the_log_shows_that_there_was_none(four: House, tmp_path: Path) -> None:
    with answering(lambda _: leaving.NOTHING_SAID):
        WAYS["person"](four, tmp_path)
    assert four.audit.latest(1, "export")[0].detail["ground"] == ""


def test_what_the_program_knows_is_not_asked_but_logged(four: House, tmp_path: Path) -> None:
    with answering(insist):
        WAYS["letters"](four, tmp_path)
        WAYS["sign-in"](four, tmp_path)
    assert "Frukost" in four.audit.latest(1, "mail")[0].detail["ground"]
    assert "Frukost" in four.audit.latest(1, "print")[0].detail["ground"]


def test_the_list_that_guests_sign_says_what_it_is_for_and_until_when(four: House, tmp_path: Path) -> None:
    import pypdfium2

    with answering(insist, REASON):
        WAYS["sign-in"](four, tmp_path)
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0].get_textpage().get_text_range()
    assert "vinterväghållning" in page
    assert "2027-01-31" in page


def test_the_first_letter_tells_what_we_keep_and_the_second_does_not(four: House, tmp_path: Path) -> None:
    came = Person(name="Eva", emails=(Email("eva@x.example"),), source="x.example", from_others=date(2026, 11, 1))
    four.people.save(came)
    mailing = Mailing(Kind.PERSON, (came.id,), "Hej", "Hej {first_name}", "sv")
    first = four.mailings.preview(mailing, MailingWay.DRAFTS)[0][0].text
    assert "x.example" in first
    assert "Informationstext 1.0" in first
    assert four.mailings.write_drafts(mailing, tmp_path / "one").changes is not None
    assert four.registered.due() == []
    assert four.people.get(came.id).informed[-1].how == "mailing"
    assert "Informationstext" not in four.mailings.preview(mailing, MailingWay.DRAFTS)[0][0].text
    assert four.mailings.write_drafts(mailing, tmp_path / "two").changes is None
