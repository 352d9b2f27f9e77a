"""Paper of the booth as an officer orders it: what stands on it without being asked, what can be told, and what the code holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from uuid import uuid4

import pytest
import zxingcpp
from PIL import Image

from outreach.domain.booth_paper import BoothPaper, DoorSign, Flyer, Leaflet, Poster
from outreach.domain.event import Event
from outreach.domain.handout import MOST_TENDERS, CodeKind, HandoutKind, Paper, Theme
from outreach.domain.record import Kind
from outreach.domain.tender import Stage, Tender
from outreach.domain.unit import Officer
from outreach.domain.when import zoned
from outreach.errors import InvalidInput, NotFound
from outreach.services.handout_kinds.registry import TRADES
from outreach.services.house import House

OF_THE_BOOTH = (
    HandoutKind.FLYER,
    HandoutKind.POSTER,
    HandoutKind.LEAFLET,
    HandoutKind.BOOTH_SIGN,
    HandoutKind.TABLE_TENT,
    HandoutKind.DOOR_SIGN,
)


@pytest.fixture
def event(house: House) -> Event:
    house.unit.start("Älvbro kommun", "", "Anna Ek")
    with house.database.work("x") as work:
        work.save(Kind.UNIT, replace(house.unit.unit(), website="https://www.alvbro.example/upphandling"))
        known = house.unit.officer_named("Anna Ek") or Officer(name="Anna Ek")
        work.save(Kind.OFFICER, replace(known, phone="+46701234567", email="anna.ek@alvbro.example"))
        for number in range(14):
            work.save(Kind.TENDER, Tender(title=f"Måltider {number}", stage=Stage.PLANNED))
    made = Event(title="Företagsgalan", place="Folkets hus", when=zoned(datetime(2026, 12, 10, 18), datetime(2026, 12, 10, 22)))
    house.events.save(made)
    return house.events.get(made.id)


def codes_in(house: House, pdf: bytes, folder: Path) -> list[str]:
    texts = []
    for number, picture in enumerate(house.handouts.pictures(pdf, 150)):
        file = folder / f"{number}.png"
        file.write_bytes(picture)
        texts += [found.text for found in zxingcpp.read_barcodes(Image.open(file))]
    return texts


@pytest.mark.parametrize("kind", OF_THE_BOOTH)
def test_each_kind_is_made_without_being_told_anything(house, event, kind):
    value = house.handouts.put_together(house.handouts.usual(kind))
    assert isinstance(value, BoothPaper)
    assert (value.unit.municipality, value.officer.name) == ("Älvbro kommun", "Anna Ek")
    assert value.link == "https://www.alvbro.example/upphandling"
    assert house.handouts.draw(value).startswith(b"%PDF")


@pytest.mark.parametrize("kind", [HandoutKind.FLYER, HandoutKind.POSTER, HandoutKind.LEAFLET])
def test_fourteen_coming_tenders_all_reach_the_paper(house, event, kind):
    value = house.handouts.put_together(house.handouts.usual(kind))
    assert isinstance(value, Flyer | Poster | Leaflet)
    assert len(value.tenders) == 14
    assert TRADES[kind].most_tenders == MOST_TENDERS == 40


@pytest.mark.parametrize("kind", OF_THE_BOOTH)
def test_words_look_and_edge_are_taken_from_the_order(house, event, kind):
    order = replace(
        house.handouts.usual(kind, "both"),
        theme=Theme.BOLD,
        event=event.id,
        heading=" Kom och fråga ",
        text="Vi finns här.",
        bleed=3.0,
        crop_marks=True,
        light=True,
    )
    value = house.handouts.put_together(order)
    assert (value.language, value.theme, value.heading, value.text) == ("both", Theme.BOLD, "Kom och fråga", "Vi finns här.")
    assert (value.bleed, value.crop_marks, value.light) == (3.0, True, True)
    assert (value.event_title, value.event_place, value.event_when) == ("Företagsgalan", "Folkets hus", event.when)


def test_the_code_puts_the_event_in_a_calendar(house, event, tmp_path):
    order = replace(house.handouts.usual(HandoutKind.BOOTH_SIGN), event=event.id, code=CodeKind.EVENT)
    (text,) = codes_in(house, house.handouts.draw(house.handouts.put_together(order)), tmp_path)
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART:20261210T170000Z" in text
    assert f"UID:{event.uid}" in text
    with pytest.raises(InvalidInput):
        house.handouts.put_together(replace(order, event=None))


def test_the_code_of_a_door_sign_is_the_card_of_who_sits_behind_the_door(house, event, tmp_path):
    order = replace(house.handouts.usual(HandoutKind.DOOR_SIGN), until=time(15))
    value = house.handouts.put_together(order)
    assert isinstance(value, DoorSign)
    assert value.until == time(15)
    (text,) = codes_in(house, house.handouts.draw(value), tmp_path)
    assert "FN:Anna Ek" in text
    assert "+46701234567" in text


def test_what_cannot_stand_on_paper_is_refused_in_words(house, event):
    usual = house.handouts.usual(HandoutKind.POSTER)
    with pytest.raises(InvalidInput):
        house.handouts.put_together(replace(usual, paper=Paper.A6))
    with pytest.raises(InvalidInput):
        house.handouts.put_together(replace(usual, link="javascript:alert(1)"))
    with pytest.raises(NotFound):
        house.handouts.put_together(replace(usual, event=uuid4()))
