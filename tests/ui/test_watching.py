"""The window of watch lists: make one, see what is new, mark it as seen, and ask TED only after a question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from outreach.domain.notice import Watch
from outreach.domain.tender import Tender
from outreach.services.watches import News
from outreach.settings import Settings
from outreach.ui.tenders.page import TendersPage
from outreach.ui.watching.asking import AskTed
from outreach.ui.watching.form import WatchForm
from outreach.ui.watching.window import WatchWindow
from tests.network.ted_server import ted_stand_in

SNOW = Tender(title="Snöröjning", cpv=("90620000",), place="SE312", buyer="Älvbro kommun")
SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"


@pytest.fixture
def shown(context, qtbot, settle):
    """The window over a page, with nothing in it yet."""
    page = TendersPage(context)
    qtbot.addWidget(page)
    settle()

    def show() -> WatchWindow:
        window = WatchWindow(context, page)
        window.show()
        settle()
        return window

    return show


def test_an_empty_window_says_what_it_is_for_and_makes_the_first_list(shown, house, qtbot, settle):
    window = shown()
    assert window.whole.currentIndex() == 1
    assert not window.ted_button.isEnabled()
    window.add()
    form = window.findChild(WatchForm)
    form.submit()
    settle()
    assert form.isVisible(), "a watch without a name is refused"
    form.name.setText("Snö")
    form.codes.add("9062")
    form.places.add("SE312")
    form.submit()
    settle()
    assert [(one.name, one.cpv, one.places) for one in house.watches.all()] == [("Snö", ("9062",), ("SE312",))]
    assert window.whole.currentIndex() == 0
    assert window.right.currentIndex() == 2
    window.reject()


def test_news_stand_on_top_until_they_are_marked_as_seen(shown, house, qtbot, settle):
    house.watches.save(Watch(name="Snö", cpv=("9062",)))
    house.tenders.save(SNOW)
    house.tenders.save(Tender(title="Måltider", cpv=("55500000",)))
    window = shown()
    assert [line.title for line in window.finds.lines] == ["Snöröjning"]
    assert window.list.lines[0].note == "1 new"
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert (window.right.currentIndex(), window.seen_button.isEnabled()) == (1, False)
    house.tenders.save(replace(house.tenders.get(SNOW.id), title="Snöröjning och sand"))
    window.read()
    settle()
    (line,) = window.finds.lines
    assert (line.note, line.detail.split(" · ")[0]) == ("Changed", "Changed: title")
    window.everything.setChecked(True)
    assert [find.news for find in window.look.finds] == [News.CHANGED]
    window.reject()


def test_ted_is_asked_after_the_question_alone_and_what_comes_goes_to_the_import(shown, context, house, settle, qtbot, monkeypatch):
    house.watches.save(Watch(name="Snö", words="snö"))
    wished = []
    context.wishes.import_files.connect(wished.append)
    with ted_stand_in() as stand_in:
        stand_in.notices = {"7-2026": next(SAMPLES.glob("*.xml")).read_bytes()}
        known = Settings(ted_api=stand_in.address, ted_site=stand_in.address)
        monkeypatch.setattr("outreach.ui.watching.asking.server_of", lambda _: _server(known))
        window = shown()
        window.ask_ted()
        (asking,) = window.parentWidget().findChildren(AskTed)
        assert stand_in.asked == []
        assert 'FT ~ "snö"' in asking.query.text()
        asking.reject()
        assert stand_in.asked == []
        window.ask_ted()
        asking = next(one for one in window.parentWidget().findChildren(AskTed) if one.isVisible())
        asking.ask()
        qtbot.waitUntil(lambda: bool(wished), timeout=5_000)
    assert [path.name for path in wished[0]] == ["ted-7-2026.xml"]
    assert wished[0][0].is_file()
    window.reject()


def _server(known):
    from outreach.services.watches import server_of

    return server_of(known)
