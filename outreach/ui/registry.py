"""The pages of the side list, in order, and where each is built. A page is imported when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from outreach.language import N_
from outreach.ui.context import Context
from outreach.ui.page import Page


@dataclass(frozen=True, slots=True)
class PagePlace:
    """One page: its name (also its icon's), its catalogue text, and `module:class`."""

    name: str
    title: str
    place: str


PAGES = (
    PagePlace("today", N_("Today"), "outreach.ui.today.page:TodayPage"),
    PagePlace("companies", N_("Companies"), "outreach.ui.companies.page:CompaniesPage"),
    PagePlace("people", N_("People"), "outreach.ui.people.page:PeoplePage"),
    PagePlace("events", N_("Events"), "outreach.ui.events.page:EventsPage"),
    PagePlace("tenders", N_("Tenders"), "outreach.ui.tenders.page:TendersPage"),
    PagePlace("contracts", N_("Contracts"), "outreach.ui.contracts.page:ContractsPage"),
    PagePlace("questions", N_("Questions"), "outreach.ui.questions.page:QuestionsPage"),
    PagePlace("handouts", N_("Handouts"), "outreach.ui.handouts.page:HandoutsPage"),
    PagePlace("network", N_("Network"), "outreach.ui.network.page:NetworkPage"),
    PagePlace("coverage", N_("Coverage"), "outreach.ui.coverage.page:CoveragePage"),
    PagePlace("effect", N_("Effect"), "outreach.ui.effect.page:EffectPage"),
)


def page_key(number: int) -> str:
    """Return the key of the page that stands in this place of the list, from 1; there are nine digits."""
    return f"Ctrl+{number}" if number < 10 else ""


def build_page(place: PagePlace, context: Context) -> Page:
    """Import a page and build it."""
    module, _, name = place.place.partition(":")
    page = getattr(import_module(module), name)(context)
    assert isinstance(page, Page)
    return page
