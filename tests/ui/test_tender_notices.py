"""The pane of a tender tells of its notices: what each changed, how many tenders came, who won."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel

from outreach.domain.listing import Listing
from outreach.domain.record import Kind
from outreach.ui.tenders.page import TendersPage

SAMPLES = Path(__file__).parents[1] / "samples" / "eforms"


@pytest.fixture
def texts(qtbot, house, context):
    """Import notices, show the tender, and return what its pane says."""

    def show(*names):
        house.imports.run(house.imports.preview([SAMPLES / f"{name}.xml" for name in names]))
        page = TendersPage(context)
        qtbot.addWidget(page)
        page.resize(QSize(1100, 760))
        page.show()
        page.enter()
        page.clear()
        (tender,) = house.tenders.listed(Listing(Kind.TENDER))
        page.show_record(tender.id)
        qtbot.waitUntil(lambda: context.tasks.idle and page.details.shown == tender.id)
        return [label.text() for label in page.details.findChildren(QLabel)]

    return show


def test_bids_winners_and_changes_stand_in_the_pane(texts):
    said = texts("contract", "result", "result_corrected")
    assert "Results" in said
    assert "Notices" in said
    assert "Tätorten · 5 tenders received" in said
    assert "Norrgräv AB + Åsens Maskin AB, 4,100,000\xa0SEK" in said
    assert "LOT-0002: Tenders received: at least 4, total unknown → 4 tenders received" in said
    assert "Result notice, changed · 5 Feb 2027" in said


def test_no_tender_came_and_what_is_withheld_are_said(texts):
    said = texts("result_withheld")
    assert "Tankar · not published" in said
    assert "not published: the value of all, the highest price, the lowest price, tenders received, the winner's price" in said


def test_a_call_for_interest_asks_for_interest_not_for_bids(texts):
    said = texts("call_for_interest")
    assert "Last day to show interest" in said
    assert "Last day to bid" not in said
