"""Scenes of the pipeline: board, time line, the contracts that run out, the rules. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.ui.main_window import MainWindow
from outreach.ui.pipeline.expiring import ExpiringDialog
from outreach.ui.pipeline.looks import BOARD, LIST, TIME
from outreach.ui.pipeline.rule_form import RuleForm
from outreach.ui.pipeline.rules_window import RulesWindow
from outreach.ui.tenders.page import TendersPage
from outreach.ui.tour.view import View, come_to_rest, opened, page


def scenes_of_pipeline(window: MainWindow) -> Iterator[View]:
    """Show the looks of the Tenders page and its two windows; the list stands again in the end."""
    view = page(window, "tenders")
    come_to_rest(window.parts, view.ready)
    shown = window.shell.page if window.shell is not None else None
    if not isinstance(shown, TendersPage):
        return
    for look, name in ((BOARD, "tenders-board"), (TIME, "tenders-time-line")):
        shown.choose_look(look)
        come_to_rest(window.parts)
        picture = shown.pictures.current
        if picture is not None and picture.canvas.cards:
            picture.canvas.choose(picture.canvas.cards[min(4, len(picture.canvas.cards) - 1)].tender.id)
        yield View(name, window)
    shown.choose_look(LIST)
    shown.show_expiring()
    come_to_rest(window.parts)
    expiring = opened(window, ExpiringDialog)
    yield View("tenders-expiring", expiring)
    expiring.reject()
    shown.show_rules()
    come_to_rest(window.parts)
    rules = opened(window, RulesWindow)
    yield View("rules", rules)
    rules.edit()
    come_to_rest(window.parts)
    form = opened(window, RuleForm)
    yield View("rule-form", form)
    form.reject()
    rules.reject()
    come_to_rest(window.parts)
