"""Cards to type in: beside the picture, one after the other, and nothing is lost."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from outreach.domain.listing import Listing
from outreach.domain.person import Card
from outreach.domain.record import Kind
from outreach.formats.picture import tidied
from outreach.formats.text_recognition import Readiness, readiness
from outreach.services.inbox_cards import NewCard
from outreach.ui.cards.window import CardsWindow
from outreach.ui.cards.window_parts import NOTHING
from outreach.ui.main_window import MainWindow
from outreach.ui.scan.dialog import ScanDialog
from tests.formats.visiting_cards import visiting_card
from tests.ui.at_rest import come_to_rest

Settle = Callable[[], None]


@pytest.fixture
def rest(window: MainWindow, qtbot: QtBot) -> Settle:
    return lambda: come_to_rest(qtbot, window.parts.tasks)


@pytest.fixture
def no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)


@pytest.fixture
def cards(window: MainWindow, rest: Settle) -> CardsWindow:
    """Two cards wait: a picture, and one that is half known."""
    assert window.context is not None
    assert window.desk is not None
    picture = tidied(visiting_card())
    assert isinstance(picture, bytes)
    house = window.context.house
    house.inbox_cards.put([NewCard(picture=picture)])
    house.inbox_cards.put([NewCard(card=Card(line=0, name="Bo Ek", organisation="Eks El AB"))])
    opened = window.desk.scanning.show_cards()
    assert isinstance(opened, CardsWindow)
    rest()
    return opened


def test_card_is_typed_in_beside_its_picture_and_the_next_one_follows(
    window: MainWindow, cards: CardsWindow, rest: Settle, no_recognition: None
) -> None:
    assert window.context is not None
    house = window.context.house
    cards.skip(-1)
    form = cards.parts.form
    first = cards.card
    assert first is not None
    assert not cards.parts.picture.is_empty
    form.person.setText("Åsa Öberg")
    form.company.setText("Öbergs Bygg AB")
    form.note.setPlainText("vill veta mer #snö")
    cards.save()
    rest()
    (meeting,) = house.meetings.listed(Listing(Kind.MEETING))
    assert (meeting.at, meeting.note, meeting.tags) == (first.at, "vill veta mer", ("snö",))
    assert house.inbox_cards.get(first.id).meeting == meeting.id
    assert form.person.text() == "Bo Ek"
    cards.save()
    rest()
    assert cards.parts.stack.currentIndex() == NOTHING
    cards.take_back()
    rest()
    assert house.inbox_cards.count_open() == 1
    cards.close()


def test_half_typed_card_waits_and_comes_back(window: MainWindow, cards: CardsWindow, rest: Settle, no_recognition: None) -> None:
    assert window.desk is not None
    cards.parts.form.person.setText("Åsa Ö")
    cards.parts.form.person.textEdited.emit("Åsa Ö")
    cards.skip()
    rest()
    assert cards.parts.form.person.text() == "Bo Ek"
    cards.close()
    rest()
    again = window.desk.scanning.show_cards()
    assert isinstance(again, CardsWindow)
    rest()
    assert again.parts.form.person.text() == "Åsa Ö"
    again.save()
    rest()
    assert window.context is not None
    assert not [key for key in window.context.house.drafts.all() if key.startswith("card:")]
    again.close()


def test_deleted_card_can_be_brought_back(window: MainWindow, cards: CardsWindow, rest: Settle, no_recognition: None) -> None:
    assert window.context is not None
    cards.delete()
    rest()
    assert window.context.house.inbox_cards.count_open() == 1
    window.desk.undo()
    rest()
    assert window.context.house.inbox_cards.count_open() == 2
    assert len(cards.parts.list.lines) == 2
    cards.close()


def test_picture_is_turned_and_enlarged_by_keys(cards: CardsWindow, rest: Settle, qtbot: QtBot, no_recognition: None) -> None:
    view = cards.parts.picture
    whole = view.transform().m11()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.transform().m11() > whole
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.transform().m11() == pytest.approx(whole)
    qtbot.keyClick(view, Qt.Key.Key_R)
    assert view.degrees == 90
    cards.close()


def test_without_text_recognition_the_button_says_how_to_add_it(cards: CardsWindow, rest: Settle, no_recognition: None) -> None:
    cards.recognise()
    rest()
    assert "pip install" in cards.parts.warning.text()
    cards.close()


@pytest.mark.skipif(readiness() is not Readiness.READY, reason="text recognition: tesserocr or its Swedish data are missing")
def test_text_recognition_proposes_and_saves_nothing_by_itself(window: MainWindow, cards: CardsWindow, rest: Settle) -> None:
    assert window.context is not None
    rest()
    entry = cards.parts.form.entry()
    assert (entry.company, entry.person, entry.title) == ("Öbergs Bygg & Måleri AB", "Åsa Öberg", "Platschef")
    assert "Proposed by text recognition" in cards.parts.warning.text()
    card = cards.card
    cards.close()
    rest()
    house = window.context.house
    assert card is not None
    assert house.inbox_cards.get(card.id) == card
    assert house.people.count() == 0
    assert not house.drafts.all()


def test_dropped_pictures_wait_and_codes_open_the_preview(
    window: MainWindow, cards: CardsWindow, rest: Settle, tmp_path: Path, no_recognition: None
) -> None:
    import segno

    assert window.context is not None
    for number in range(2):
        Image.new("RGB", (200, 120), "#eeeeee").save(tmp_path / f"{number}.jpg")
    segno.make("MECARD:N:Ek,Bo;TEL:070-1740606;;").save(str(tmp_path / "kod.png"), scale=4, border=4)
    cards.put_pictures([*sorted(tmp_path.glob("*.jpg")), tmp_path / "kod.png"])
    rest()
    rest()
    assert window.context.house.inbox_cards.count_open() == 4
    preview = next(one for one in window.findChildren(ScanDialog) if one.isVisible())
    assert preview.parts.fields.lines["person"].text() == "Bo Ek"
    preview.close()
    cards.close()


def test_today_lists_the_cards_and_leads_to_them(window: MainWindow, rest: Settle, no_recognition: None) -> None:
    from outreach.ui.today.page import TodayPage

    assert window.context is not None
    assert window.shell is not None
    window.context.write(lambda: window.context.house.inbox_cards.put([NewCard(card=Card(line=0, name="Bo Ek"))]))
    rest()
    page = window.shell.show_page("today")
    assert isinstance(page, TodayPage)
    rest()
    assert [line.title for line in page.cards.lines] == ["Bo Ek"]
    page.cards.take()
    rest()
    opened = next(one for one in window.findChildren(CardsWindow) if one.isVisible())
    opened.close()


def test_kept_bytes_are_a_picture_of_ours(cards: CardsWindow) -> None:
    with Image.open(io.BytesIO(cards._picture)) as opened:
        assert opened.format == "JPEG"
    cards.close()
