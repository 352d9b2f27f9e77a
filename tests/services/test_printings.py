"""What was printed stays on record: versions by what was drawn, undo, and what becomes of it when events and tenders go."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from outreach.domain.event import Event
from outreach.domain.guest import Guest
from outreach.domain.handout import HandoutKind, HandoutOrder, Paper, Theme
from outreach.domain.printing import PrintWay
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import zoned
from outreach.errors import CannotWrite, InvalidInput
from outreach.services.handout_kinds.registry import TRADES, kinds, trade_of
from outreach.services.house import House

WHEN = zoned(datetime(2026, 12, 3, 7, 30), datetime(2026, 12, 3, 9))
SNOW = Tender(title="Snöröjning", stage=Stage.PLANNED, expected_publication=date(2027, 2, 1))
PAINT = Tender(title="Måleri", stage=Stage.PLANNED, expected_publication=date(2027, 3, 1))


@pytest.fixture
def event(house: House) -> Event:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    for tender in (SNOW, PAINT):
        house.tenders.save(tender)
    made = Event(title="Frukost", when=WHEN, tenders=(SNOW.id,))
    house.events.save(made)
    return house.events.get(made.id)


def flyer(event: Event | None = None, **more: object) -> HandoutOrder:
    return HandoutOrder(kind=HandoutKind.FLYER, event=event.id if event else None, **more)  # type: ignore[arg-type]


def test_the_same_pages_are_the_same_version_and_other_pages_the_next(house: House, event: Event) -> None:
    first, changed = house.printings.drawn(flyer(event)), house.printings.drawn(flyer(event, heading="Nytt"))
    numbers = [house.printings.keep(one, PrintWay.PRINTER, copies=n)[1] for one, n in ((first, 40), (changed, 5), (first, 2))]
    assert numbers == [1, 2, 1]
    found = house.printings.at_event(event.id)
    assert [(one.number, one.newest, one.printing.copies) for one in found] == [(1, 2, 2), (2, 2, 5), (1, 2, 40)]
    assert found[0].tender_titles == ("Snöröjning",)
    assert house.printings.copies_at(event.id) == {"flyer": 47}


def test_a_print_without_an_event_counts_its_own_versions(house: House, event: Event) -> None:
    house.printings.keep(house.printings.drawn(flyer(event)), PrintWay.PRINTER)
    assert house.printings.keep(house.printings.drawn(flyer()), PrintWay.PRINTER)[1] == 1
    assert [one.event_title for one in house.printings.latest()].count("Frukost") == 1


def test_saving_keeps_on_record_what_the_order_left_open(house: House, event: Event, tmp_path: Path) -> None:
    order = replace(house.handouts.usual(HandoutKind.SIGN_IN), language="en")
    kept = house.printings.save(order, tmp_path / "list.pdf")
    record = house.printings.latest()[0].printing
    assert (kept.number, kept.printed.pages) == (1, 1)
    assert (record.event, record.way, record.file, record.language) == (event.id, PrintWay.FILE, "list.pdf", "en")
    with pytest.raises(InvalidInput):
        house.printings.save(order, tmp_path / "list.txt")
    with pytest.raises(CannotWrite):
        house.printings.save(order, tmp_path / "gone" / "list.pdf")
    assert len(house.printings.latest()) == 1


def test_a_draft_is_a_mail_to_nobody_yet_with_the_pdf_in_it(house: House, event: Event, tmp_path: Path) -> None:
    house.unit.save_officer(replace(house.unit.officers()[0], email="anna.ek@alvbro.example"))
    house.printings.save(flyer(event, officer="Anna Ek", heading="Åk & köp\r\nBcc: x@y.example"), tmp_path / "flyer.eml")
    message = email.message_from_bytes((tmp_path / "flyer.eml").read_bytes(), policy=email.policy.default)
    assert (message["To"], message["Bcc"], message["X-Unsent"]) == (None, None, "1")
    assert message["From"] == "Anna Ek <anna.ek@alvbro.example>"
    assert message["Subject"] == "Åk & köp Bcc: x@y.example – Älvbro kommun"
    (attached,) = message.iter_attachments()
    assert attached.get_content().startswith(b"%PDF")
    assert attached.get_filename() == "Flygblad om kommande upphandlingar Frukost 2026-12-03.pdf"
    assert house.printings.latest()[0].printing.way == PrintWay.EMAIL


def test_a_record_is_taken_back_and_stays_when_its_event_or_tender_goes(house: House, event: Event) -> None:
    house.printings.keep(house.printings.drawn(flyer(event)), PrintWay.PRINTER)
    house.events.delete([event.id])
    (left,) = house.printings.latest()
    assert (left.printing.event, left.printing.tenders) == (None, (SNOW.id,))
    assert [one.printing.id for one in house.printings.with_tender(SNOW.id)] == [left.printing.id]
    house.tenders.delete([SNOW.id])
    assert house.printings.latest()[0].printing.tenders == ()
    for _ in range(2):
        house.history.undo()
    assert house.printings.at_event(event.id)[0].tender_titles == ("Snöröjning",)
    house.printings.delete([left.printing.id])
    assert house.printings.latest() == []
    house.history.undo()
    house.history.undo()
    assert house.printings.latest() == []


def test_the_units_look_holds_for_every_handout_that_is_begun(house: House, event: Event) -> None:
    house.unit.save_unit(replace(house.unit.unit(), theme=Theme.BOLD, light=True))
    assert {(house.handouts.usual(kind).theme, house.handouts.usual(kind).light) for kind in kinds()} == {(Theme.BOLD, True)}


def test_a_paper_that_a_kind_does_not_stand_on_is_refused_in_a_sentence(house: House, event: Event) -> None:
    with pytest.raises(InvalidInput):
        house.handouts.put_together(HandoutOrder(kind=HandoutKind.SIGN_IN, paper=Paper.A3))


def test_every_trade_draws_its_own_value_and_its_first_paper_is_one_it_stands_on(house: House, event: Event) -> None:
    for kind in kinds():
        order = replace(house.handouts.usual(kind), event=event.id)
        assert trade_of(house.handouts.put_together(order)).values is TRADES[kind].values
        assert order.paper in TRADES[kind].papers


def test_many_are_written_side_by_side_and_stand_on_record_as_one_action(house: House, event: Event, tmp_path: Path) -> None:
    house.events.save(Event(title="Mässa: A/B?", when=zoned(datetime(2026, 12, 9, 9), datetime(2026, 12, 9, 10))))
    flyers = house.handout_batches.per_event(flyer(tenders=(PAINT.id,)))
    assert [one.tenders for one in flyers] == [(SNOW.id,), (PAINT.id,)]
    orders = house.handout_batches.per_event(house.handouts.usual(HandoutKind.MEETING_SHEET))
    told: list[int] = []
    written = house.handout_batches.to_folder(orders, tmp_path / "ny", lambda done: told.append(done) or True)
    house.printings.keep_all(written.records)
    again = house.handout_batches.to_folder(orders[:1], tmp_path / "ny")
    assert told == [1, 2]
    assert [one.file.name for one in written.files] == ["Mötesblad Frukost 2026-12-03.pdf", "Mötesblad Mässa A B 2026-12-09.pdf"]
    assert again.files[0].file.name == "Mötesblad Frukost 2026-12-03 (2).pdf"
    assert len(house.printings.latest()) == 2
    house.history.undo()
    assert house.printings.latest() == []


def test_a_batch_that_is_stopped_keeps_what_is_written(house: House, event: Event, tmp_path: Path) -> None:
    orders = house.handout_batches.per_event(house.handouts.usual(HandoutKind.MEETING_SHEET), [event.id]) * 3
    written = house.handout_batches.to_folder(orders, tmp_path, lambda done: done < 2)
    assert (len(written.files), written.complete) == (2, False)


def test_each_guest_has_a_page_with_the_name_on_it_in_one_file(house: House, event: Event) -> None:
    with house.database.work("x") as work:
        for name in ("Örjan Berg", "Anna <b>&", "Bo Ek"):
            work.save(Kind.GUEST, Guest(event=event.id, name=name))
    order = replace(house.handouts.usual(HandoutKind.FLYER), event=event.id)
    told: list[int] = []
    drawn = house.handout_batches.in_one(order, lambda done: told.append(done) or True)
    one = house.printings.drawn(replace(order, addressee="Bo Ek"))
    assert drawn.pages == 3 * one.pages
    assert told[-1] == drawn.pages
    assert house.handout_batches.in_one(order).pdf == drawn.pdf
    names = [one.addressee for one in house.handout_batches.per_guest(order)]
    assert names == ["Anna <b>&", "Bo Ek", "Örjan Berg"]
    with pytest.raises(InvalidInput):
        house.handout_batches.in_one(house.handouts.usual(HandoutKind.DOOR_SIGN))
