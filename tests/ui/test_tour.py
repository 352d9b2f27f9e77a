"""The tour: a picture of every page and dialog, and a workspace that is left as it was."""

import os
from datetime import date, datetime

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from outreach.domain.company import Company
from outreach.domain.event import Event
from outreach.domain.person import Person
from outreach.domain.plan import Outline, Plan, Printing, Task
from outreach.domain.tender import Stage, Tender
from outreach.domain.when import zoned
from outreach.services.drafts import Drafts
from outreach.ui.icons import put_icon
from outreach.ui.registry import PAGES
from outreach.ui.theme import Scheme, set_role
from outreach.ui.tour.draw import SCENES, make_tour
from outreach.ui.tour.scenes_at_desk import scenes_at_desk, scenes_of_pages
from outreach.ui.tour.scenes_of_invitations import scenes_of_invitations
from outreach.ui.tour.view import SIZE, come_to_rest
from outreach.ui.tour.view import page as page_of
from tests.ui import invited
from tests.ui.looks import faults, looked_at

DIALOGS = (
    "capture",
    "scan",
    "cards",
    "own-card",
    "doubles",
    "company-form",
    "person-form",
    "event-form",
    "tender-form",
    "question-form",
    "palette",
    "import",
    "import-table",
    "import-columns",
    "import-check",
    "backups",
    "notices-texts",
    "notices-due",
    "notices-record",
    "notices-leaving",
    "preferences",
    "preferences-letters",
    "preferences-information",
    "invite-empty",
    "answers",
    "first-start",
    "series",
    "series-question",
    "series-form",
    "watch-lists",
    "template-chooser",
    "event-from-template",
    "plan-tasks",
    "plan-staff",
    "plan-print",
    "handouts-many",
    "handouts-printed",
    "templates",
    "year",
    "start-opening",
    "start-trouble",
    "start-rescue",
    "start-rescue-alone",
    "unlock-wrong",
    "menu-safe-keeping",
    "capture-note-hint",
    "restore-preview",
    "restore-passphrase",
    "exchange-conflicts",
    "person-consent",
    "person-protect",
    "rights-second-look",
    "same-field",
    "import-refused",
    "import-lines",
    "half-typed",
    "link-question",
    "booth-locked",
    "check",
    "check-server",
)
#: What is drawn of an empty workspace; all of it by hand, with `OUTREACH_SEARCH=1`.
OF_NOTHING = SCENES if os.environ.get("OUTREACH_SEARCH") else (scenes_of_pages, scenes_at_desk)
CALENDAR = ("events-month", "events-week", "events-agenda", "events-year", "events-drag")


@pytest.fixture
def filled(house):
    start = datetime(2026, 12, 3, 7, 30)
    house.companies.save(Company(name="Bergs Bygg AB"))
    house.people.save(Person(name="Anna Berg"))
    house.questions.ask("När betalar ni?")
    house.events.save(Event(title="Idag", when=zoned(datetime(2026, 11, 25, 9), datetime(2026, 11, 25, 10))))
    hour = zoned(datetime(2026, 12, 10, 15), datetime(2026, 12, 10, 17))
    house.events.save(Event(title="Rådgivning", when=hour, recurrence=("RRULE:FREQ=WEEKLY;COUNT=5",)))
    tasks, printing = (Task(text="Flygblad tryckta", days=-5),), (Printing(kind="flyer"), Printing(kind="sign-in"))
    event = Event(title="Frukost", when=zoned(start, start.replace(hour=9)))
    house.plans.start(event, Plan(event=event.id, outline=Outline(tasks=tasks, printing=printing)))
    house.tenders.save(Tender(title="Snöröjning", stage=Stage.PLANNED, expected_publication=date(2027, 3, 1)))
    return house


def test_every_page_in_both_languages_light_and_dark_and_every_dialog(qapp, filled, tmp_path, own_home):
    Drafts(filled.database).keep("capture", {"person": "Halvskriven Ek"})
    before = (filled.history.actions(), filled.drafts.all(), sorted(own_home.rglob("*.toml")))
    # Swedish is longer: the dialogs in it. English texts of theirs are the other tests' business.
    found: list[str] = []
    light = make_tour(filled, tmp_path, (Scheme.LIGHT,), ("sv",), looked_at(SCENES, found))
    assert not found
    dark = make_tour(filled, tmp_path, (Scheme.DARK,), ("sv", "en"), (pages_and_in_swedish_one,))
    files = [*light, *dark]
    names = {file.name for file in files}
    for name in (*CALENDAR, "handouts-meeting-sheet", "handouts-sign-in", *DIALOGS):
        assert f"{name}-sv-light.png" in names
    for page in PAGES:
        assert {f"{page.name}-sv-light.png", f"{page.name}-en-dark.png"} <= names
    for name in ("companies", "handouts"):
        assert {f"{name}-sv-light-125.png", f"{name}-sv-light-150.png"} <= names
    assert {f"flyer-{paper}-{code}.png" for paper in ("A4", "A5") for code in ("sv", "en")} <= names
    twice = {file.name for drawn in (light, dark) for file in drawn if drawn.count(file) > 1}
    assert not twice, "one picture hides another"
    for file in files:
        picture = QImage(str(file))
        assert not picture.isNull()
        assert _has_more_colours_than(8, picture), file.name
    page = QImage(str(tmp_path / "tenders-sv-dark.png"))
    assert page.size() == SIZE
    assert _lightness(page) < 80
    assert _lightness(QImage(str(tmp_path / "tenders-sv-light.png"))) > 180
    assert QImage(str(tmp_path / "companies-sv-light-125.png")).width() == pytest.approx(1366, abs=2)
    assert QImage(str(tmp_path / "tenders-en-dark.png")) != page
    # Nothing was written, kept as a draft, remembered or left standing.
    assert (filled.history.actions(), filled.drafts.all(), sorted(own_home.rglob("*.toml"))) == before
    assert not list(own_home.rglob("remembered.json"))
    assert not [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert filled.tenders.count() == 1


def test_a_look_finds_what_has_no_name_and_what_is_cut(qapp, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    nameless, named, narrow, wide = QLineEdit(), QLineEdit(), QPushButton("Läs det som går att läsa"), QPushButton("Stäng")
    link, dim, lit = QToolButton(), QPushButton("Gör"), QPushButton("Gör")
    link.setText("Att visa besökaren (Alt+I)")
    link.setFixedWidth(90)
    put_icon(dim, "add")
    for one in (dim, lit):
        set_role(one, "primary")
    put_icon(lit, "add")
    named.setAccessibleName("Namn")
    narrow.setFixedWidth(40)
    for one in (nameless, named, narrow, wide, QToolButton(), link, dim, lit):
        column.addWidget(one)
    window.show()
    assert len(faults(window)) == 5
    assert any("Läs det" in one and "cut" in one for one in faults(window))
    assert any("Att visa" in one and "cut" in one for one in faults(window))
    assert sum("icon" in one for one in faults(window)) == 1


def test_nothing_is_said_over_the_foot_of_a_page(qapp, filled, own_home):
    """A backup that waits, and half a conversation that would be offered: the tour begins nothing and says nothing."""
    Drafts(filled.database).keep("capture", {"person": "Halvskriven Ek"})

    def said(window):
        come_to_rest(window.parts)
        toasts.append(window.toast.sentence)
        assert window.desk is not None
        running.append(window.desk.keeping.is_waiting)
        return ()

    toasts: list[str] = []
    running: list[bool] = []
    make_tour(filled, own_home, (Scheme.LIGHT,), ("sv",), (said,))
    assert (toasts, running) == ([""], [False])


def test_an_empty_workspace_has_a_tour_too_and_qt_speaks_after_it_as_before(qapp, house, tmp_path):
    before = QApplication.translate("QPlatformTheme", "Cancel")
    names = {file.name for file in make_tour(house, tmp_path, (Scheme.DARK,), ("sv",), OF_NOTHING)}
    assert {"tender-form-sv-dark.png", "handouts-sv-dark.png", "people-sv-dark.png"} <= names
    assert QApplication.translate("QPlatformTheme", "Cancel") == before


def test_invitations_are_drawn_with_their_letter_and_history(qapp, house, tmp_path):
    invited.fill(house)
    invited.listed(house)
    invited.invite(house, tmp_path / "utskick", "Anna Berg")
    before = (house.history.actions(), house.invitations.count())
    (tmp_path / "tour").mkdir()
    names = {file.name for file in make_tour(house, tmp_path / "tour", (Scheme.LIGHT,), ("sv",), (scenes_of_invitations,))}
    assert {f"{name}-sv-light.png" for name in ("invite", "letter", "guest-history", "answers")} <= names
    assert (house.history.actions(), house.invitations.count()) == before


def pages_and_in_swedish_one(window):
    """All pages in English; in Swedish one: they were all drawn in it in the light."""
    return scenes_of_pages(window) if window.parts.words.language.code == "en" else [page_of(window, "tenders")]


def _has_more_colours_than(few, picture):
    found = set()
    for x in range(0, picture.width(), 11):
        found |= {picture.pixel(x, y) for y in range(0, picture.height(), 11)}
        if len(found) > few:
            return True
    return False


def _lightness(picture: QImage) -> int:
    """Return the lightness of most of a page: the middle one of many points, so that no letter under one of them counts."""
    points = [(x, y) for x in range(400, picture.width(), 40) for y in range(120, picture.height(), 40)]
    found = sorted(picture.pixelColor(x, y).lightness() for x, y in points)
    return found[len(found) // 2]
