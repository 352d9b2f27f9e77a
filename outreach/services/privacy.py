"""Why people are registered and what they are told: purposes, information texts, and the notice that holds now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.listing import Listing
from outreach.domain.privacy_text import Notice, check_places, notice_of
from outreach.domain.processing import PrivacyText, Purpose
from outreach.domain.purposes import checked_purpose, is_built_in, known_purposes
from outreach.domain.record import Kind
from outreach.domain.unit import UNIT_ID, Unit
from outreach.domain.when import home_day
from outreach.errors import InvalidInput, NotFound, StillInUse
from outreach.language import LANGUAGES, N_, Language

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View


def notice_now(view: View, language: Language, day: date, unit: Unit | None = None) -> Notice:
    """Return what people are told on a day, read with what else is under way. `unit`: another one than the stored."""
    return notice_of(
        unit or view.units.get(UNIT_ID) or Unit(id=UNIT_ID),
        language,
        day,
        view.privacy_texts.all(),
        tuple(known_purposes(view.purposes.all()).values()),
        view.retention_rules.all(),
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """What the window shows: what holds today by language, the unit's own versions, the purposes, and people by purpose."""

    notices: dict[str, Notice]
    texts: tuple[PrivacyText, ...]
    purposes: tuple[Purpose, ...]
    counts: dict[str, int]


class Privacy:
    """The verbs for purposes and information texts."""

    def __init__(self, house: House) -> None:
        self._database = house.database

    # What people are told --------------------------------------------------------------------------------------------

    def notice(self, language: Language, unit: Unit | None = None) -> Notice:
        """Return what people are told today."""
        with self._database.read() as view:
            return notice_now(view, language, self._today(), unit)

    def stored(self) -> Stored:
        """Return everything that is edited."""
        notices = {code: self.notice(Language(code)) for code in LANGUAGES}
        return Stored(notices, tuple(self.texts()), tuple(self.purposes().values()), self.registered_for())

    def texts(self) -> list[PrivacyText]:
        """Return the unit's own versions, newest first."""
        with self._database.read() as view:
            return sorted(view.privacy_texts.all(), key=lambda one: (one.valid_from, one.label), reverse=True)

    def save_text(self, text: PrivacyText) -> Changes:
        """Keep a new version. One that has begun is not rewritten: people were told by it.

        Raises InvalidInput, also for a field in braces that there is not.
        """
        label = " ".join(text.label.split())
        if text.language not in LANGUAGES:
            raise InvalidInput(N_("Language"), N_("It must be one of {choices}."), choices=", ".join(LANGUAGES))
        if not label:
            raise InvalidInput(N_("Version"), N_("A text needs a version, such as 2."))
        if not text.short.strip():
            raise InvalidInput(N_("Text"), N_("Write a text first."))
        check_places(text.short)
        check_places(text.full)
        with self._database.work(N_("Changed the information text {name}"), name=label) as work:
            known = work.privacy_texts.get(text.id)
            if known is not None and known.valid_from <= self._today() and known != text:
                raise InvalidInput(N_("Text"), N_("This version has begun. Make a new one with a later day."))
            same = (one for one in work.privacy_texts.all() if one.id != text.id)
            if any((one.language, one.label) == (text.language, label) for one in same):
                raise InvalidInput(N_("Version"), N_("There is a version {label} already."), label=label)
            work.save(Kind.PRIVACY_TEXT, replace(text, label=label, short=text.short.strip(), full=text.full.strip()))
        return work.changes

    def delete_text(self, text_id: UUID) -> Changes:
        """Remove a version by which nobody was told yet. Raises NotFound, InvalidInput."""
        with self._database.work(N_("Deleted {name}"), name="") as work:
            known = work.privacy_texts.get(text_id)
            if known is None:
                raise NotFound(str(text_id))
            if known.valid_from <= self._today():
                raise InvalidInput(N_("Text"), N_("This version has begun. Make a new one with a later day."))
            work.delete(Kind.PRIVACY_TEXT, text_id)
            work.rename_action(N_("Deleted {name}"), name=known.label)
        return work.changes

    # Purposes --------------------------------------------------------------------------------------------------------

    def purposes(self) -> dict[str, Purpose]:
        """Return all purposes by key, the built-in ones first."""
        with self._database.read() as view:
            return known_purposes(view.purposes.all())

    def purpose(self, key: str) -> Purpose:
        """Return a purpose by its key. Raises NotFound."""
        found = self.purposes().get(key.strip().casefold())
        if found is None:
            raise NotFound(key)
        return found

    def registered_for(self) -> dict[str, int]:
        """Return how many people are registered for each purpose that has some."""
        counts: dict[str, int] = {}
        with self._database.read() as view:
            ids = view.people.ids(Listing(Kind.PERSON))
            for start in range(0, len(ids), 500):
                for _, body in view.people.bodies_of(ids[start : start + 500]):
                    key = body.get("purpose", "dialogue")
                    counts[key] = counts.get(key, 0) + 1
        return counts

    def save_purpose(self, purpose: Purpose) -> Changes:
        """Keep a new or changed purpose; a built-in one is kept in the unit's own words. Raises InvalidInput."""
        checked = checked_purpose(purpose)
        with self._database.work(N_("Changed the purpose {name}"), name=checked.name) as work:
            others = (one for one in work.purposes.all() if one.id != checked.id)
            if any(one.key == checked.key for one in others):
                raise InvalidInput(N_("Key"), N_("There is a purpose {key} already."), key=checked.key)
            work.save(Kind.PURPOSE, checked)
        return work.changes

    def delete_purpose(self, key: str) -> Changes:
        """Remove a purpose of the unit's own, or put a built-in one back. Raises NotFound, StillInUse while people stand for it."""
        own = self.purpose(key)
        used = self.registered_for().get(own.key, 0)
        if not is_built_in(own.key) and used:
            raise StillInUse(own.name, used)
        with self._database.work(N_("Deleted {name}"), name=own.name) as work:
            if work.purposes.get(own.id) is None:
                raise NotFound(key)
            work.delete(Kind.PURPOSE, own.id)
        return work.changes

    def _today(self) -> date:
        return home_day(self._database.signature.clock())


def stamps(notices: Iterable[Notice]) -> str:
    """Return the versions of the texts that are shown, each once."""
    return " · ".join(dict.fromkeys(one.stamp() for one in notices))
