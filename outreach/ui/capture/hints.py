"""Whom do we know? The hints under company, who and contact. Everything here runs on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from outreach.domain.contact import show_phone
from outreach.domain.hint import Hint
from outreach.domain.record import Kind
from outreach.services.house import House
from outreach.ui.forms.suggestions import Suggestion

#: Below three letters there is no hint: too many would fit.
LEAST = 3
_MOST = 6


@dataclass(frozen=True, slots=True)
class Known:
    """Someone that a hint stands for. A person comes with the first company; a company alone has no person."""

    company: str = ""
    company_id: str = ""
    person: str = ""
    person_id: str = ""


def company_hints(house: House, text: str) -> list[Suggestion]:
    """Companies and people whose names, numbers or addresses begin so; those whose name begins so first."""
    if len(text) < LEAST:
        return []
    return [_suggestion(hint) for hint in house.search.hints(text, (Kind.COMPANY, Kind.PERSON), _MOST)]


def person_hints(house: House, text: str, company_id: str) -> list[Suggestion]:
    """The people of the company, those whose name fits what is typed; without a company, people that fit."""
    if not company_id:
        return [] if len(text) < LEAST else [_suggestion(hint) for hint in house.search.hints(text, (Kind.PERSON,), _MOST)]
    found = house.search.colleagues(UUID(company_id), text, _MOST)
    return [Suggestion(_known(hint), hint.name, hint.title or show_phone(hint.contact)) for hint in found]


def contact_hints(house: House, text: str) -> list[Suggestion]:
    """The people who can be reached by what is typed."""
    if len(text) < LEAST + 2:
        return []
    return [_suggestion(hint) for hint in house.search.hints(text, (Kind.PERSON,), _MOST)]


def _suggestion(hint: Hint) -> Suggestion:
    return Suggestion(_known(hint), hint.name, hint.company if hint.kind is Kind.PERSON else show_phone(hint.contact))


def _known(hint: Hint) -> Known:
    if hint.kind is Kind.COMPANY:
        return Known(hint.name, str(hint.id))
    return Known(hint.company, str(hint.company_id or ""), hint.name, str(hint.id))
