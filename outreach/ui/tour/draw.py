"""Pictures of every page and the main dialogs, both languages, light and dark: for the manual, a look back, `outreach tour`.

Here is only what the window shows; one of each export is written by the command itself (`cli/demo.py`). Nothing is seen on
a screen when the program was started without a window: Qt then draws into memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QSize, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from outreach.domain.handout import HandoutKind
from outreach.errors import CannotWrite
from outreach.language import LANGUAGES
from outreach.services.exports import write_file
from outreach.services.handout_kinds.registry import TRADES
from outreach.settings import Settings
from outreach.ui.main_window import MainWindow
from outreach.ui.parts import Parts
from outreach.ui.theme import Scheme
from outreach.ui.tour.booth_paper import booth_paper
from outreach.ui.tour.scenes_at_desk import scenes_at_desk, scenes_of_pages
from outreach.ui.tour.scenes_at_events import scenes_at_events
from outreach.ui.tour.scenes_at_printing import scenes_at_printing
from outreach.ui.tour.scenes_of_bids import scenes_of_bids
from outreach.ui.tour.scenes_of_contracts import scenes_of_contracts
from outreach.ui.tour.scenes_of_coverage import scenes_of_coverage
from outreach.ui.tour.scenes_of_disclosures import scenes_of_disclosures
from outreach.ui.tour.scenes_of_effect import scenes_of_effect
from outreach.ui.tour.scenes_of_invitations import scenes_of_invitations
from outreach.ui.tour.scenes_of_keys import scenes_of_keys
from outreach.ui.tour.scenes_of_matches import scenes_of_matches
from outreach.ui.tour.scenes_of_network import scenes_of_network
from outreach.ui.tour.scenes_of_notices import scenes_of_notices
from outreach.ui.tour.scenes_of_pipeline import scenes_of_pipeline
from outreach.ui.tour.scenes_of_plain import scenes_of_plain
from outreach.ui.tour.scenes_of_plans import scenes_of_plans
from outreach.ui.tour.scenes_of_privacy import scenes_of_privacy
from outreach.ui.tour.scenes_of_questions import scenes_of_questions
from outreach.ui.tour.scenes_of_rights import scenes_of_rights
from outreach.ui.tour.scenes_of_safe_keeping import scenes_of_safe_keeping
from outreach.ui.tour.scenes_of_series import scenes_of_series
from outreach.ui.tour.scenes_of_server import scenes_of_server
from outreach.ui.tour.scenes_of_today import scenes_of_today
from outreach.ui.tour.scenes_of_watching import scenes_of_watching
from outreach.ui.tour.view import SIZE, View, come_to_rest, page

if TYPE_CHECKING:
    from outreach.services.house import House

SCHEMES = (Scheme.LIGHT, Scheme.DARK)
#: Screens whose pixels the system enlarges, by how much per cent, and the pages that are drawn on them: in light Swedish,
#: whose words are the longer ones.
SCALED = ((QSize(1366, 768), 125), (QSize(1920, 1080), 150))
SCALED_PAGES = ("companies", "handouts")
SCALED_AS = (Scheme.LIGHT, "sv")
FLYER_DPI = 110
#: How hard PNG files are squeezed, as Qt counts: lightly, a third larger than by its own choice and made several times faster.
_LIGHTLY = 80

Scenes: TypeAlias = Callable[[MainWindow], Iterable[View]]
#: What is drawn of one window, in this order.
SCENES: tuple[Scenes, ...] = (
    scenes_of_pages,
    scenes_at_events,
    scenes_of_invitations,
    scenes_at_desk,
    scenes_of_plans,
    scenes_of_privacy,
    scenes_of_matches,
    scenes_of_pipeline,
    scenes_at_printing,
    scenes_of_plain,
    scenes_of_series,
    scenes_of_watching,
    scenes_of_notices,
    scenes_of_rights,
    scenes_of_server,
    scenes_of_coverage,
    scenes_of_questions,
    scenes_of_network,
    scenes_of_today,
    scenes_of_disclosures,
    scenes_of_bids,
    scenes_of_effect,
    scenes_of_contracts,
    scenes_of_keys,
    scenes_of_safe_keeping,
)


def make_tour(
    house: House,
    folder: Path,
    schemes: Sequence[Scheme] = SCHEMES,
    languages: Sequence[str] = LANGUAGES,
    scenes: Sequence[Scenes] = SCENES,
) -> list[Path]:
    """Draw every page and dialog, or only some `scenes`, on an open workspace into `folder`, which exists; return the files.

    The house stays open and unchanged, and nothing is remembered. Raises CannotWrite.
    """
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from outreach.ui.main import application

    app = application()
    files = _draw_flyers(house, folder, languages)
    for name, pictures in booth_paper(house, languages):
        files += _keep_pictures(pictures, folder, name)
    with _quiet_platform(), _drafts_left_alone(house):
        files += _draw_windows(app, house, folder, schemes, languages, scenes)
    return files


@contextmanager
def _drafts_left_alone(house: House) -> Iterator[None]:
    """Take back what pages keep of how they were left: choices of a print, a half-typed text."""
    before = house.drafts.all()
    try:
        yield
    finally:
        for key in house.drafts.all().keys() - before.keys():
            house.drafts.drop(key)


def _draw_windows(
    app: QApplication,
    house: House,
    folder: Path,
    schemes: Sequence[Scheme],
    languages: Sequence[str],
    scenes: Sequence[Scenes],
) -> list[Path]:
    files: list[Path] = []
    for scheme in schemes:
        for code in languages:
            with _window(app, house, scheme, code) as window:
                ending = f"{code}-{scheme.value}"
                files += [_draw(window.parts, view, folder, ending) for part in scenes for view in part(window)]
                if (scheme, code) == SCALED_AS:
                    files += list(_draw_scaled(window, folder, ending))
    return files


@contextmanager
def _quiet_platform() -> Iterator[None]:
    """Keep what the platform without a screen cannot do (raise a window, hint at sizes) off standard error."""

    def tell(kind: QtMsgType, place: QMessageLogContext, text: str) -> None:
        if text.startswith("This plugin does not support"):
            return
        if before is not None:
            before(kind, place, text)
        else:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@contextmanager
def _window(app: QApplication, house: House, scheme: Scheme, code: str) -> Iterator[MainWindow]:
    """Build a window that neither remembers nor settles anything, on a house that stays open."""
    from outreach.ui.main import build_parts

    def refuse(*_: object) -> House:
        raise AssertionError("a tour opens no workspace")

    settings = Settings(language=code, scheme=scheme.value, officer=house.officer)
    parts = build_parts(app, refuse, refuse, settings)
    parts.memory.forget()
    window = MainWindow(parts)
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(SIZE)
    window.show()
    try:
        window.opening.place = house.place
        # A backup that is made meanwhile, or half a conversation that is offered, would be said over the foot of a page.
        window.only_show()
        window.enter(house, house.unit.unit())
        yield window
    finally:
        window.close()
        window.deleteLater()
        # Now: the next window's theme would first be put upon all of this one, which takes seconds.
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
        parts.tongue.put_away()


def _draw(parts: Parts, view: View, folder: Path, ending: str) -> Path:
    come_to_rest(parts, view.ready)
    return _keep(view.widget.grab(), folder / f"{view.name}-{ending}.png")


def _draw_scaled(window: MainWindow, folder: Path, ending: str) -> Iterator[Path]:
    """Draw pages as an enlarging screen shows them: fewer logical pixels, each drawn with more real ones.

    Layout, type and lines are exactly those of such a screen. Icons are not: they are made for the screen that is there.
    """
    for screen, per_cent in SCALED:
        window.resize(screen * 100 / per_cent)
        for name in SCALED_PAGES:
            view = page(window, name)
            come_to_rest(window.parts, view.ready)
            picture = QPixmap(window.size() * per_cent / 100)
            picture.setDevicePixelRatio(per_cent / 100)
            window.render(picture)
            yield _keep(picture, folder / f"{name}-{ending}-{per_cent}.png")
    window.resize(SIZE)


def _draw_flyers(house: House, folder: Path, languages: Sequence[str]) -> list[Path]:
    files = []
    for code in languages:
        for paper in TRADES[HandoutKind.FLYER].papers:
            pdf = house.handouts.draw(house.handouts.flyer(language=code, paper=paper))
            files += _keep_pictures(house.handouts.pictures(pdf, FLYER_DPI), folder, f"flyer-{paper.value}-{code}")
    return files


def _keep_pictures(pictures: Sequence[bytes], folder: Path, name: str) -> list[Path]:
    files = []
    for number, picture in enumerate(pictures, start=1):
        file = folder / (f"{name}.png" if len(pictures) == 1 else f"{name}-{number}.png")
        write_file(file, picture)
        files.append(file)
    return files


def _keep(picture: QPixmap, file: Path) -> Path:
    if not picture.save(str(file), "PNG", _LIGHTLY):
        raise CannotWrite(file)
    return file
