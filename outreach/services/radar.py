"""Where few bids came before, what comes there now, and what can be done in time: an event, a dialogue, smaller lots.

Counts and shares only, with how many lots they rest on; no company is measured (LOU 4 kap. 1 §).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.event import Event, EventKind
from outreach.domain.tender import COMING, Stage, Tender
from outreach.domain.when import home_day
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.bids import the_tender
from outreach.services.import_merge import with_lines
from outreach.services.proposed_day import proposed_day

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.database import Database
    from outreach.storage.work import View

#: How many years back the radar looks, and from which figures on a group shows.
USUAL_YEARS = 4
FEW_MEAN = 1.5
FEW_SHARE = 0.5
#: With fewer lots than these nothing is said about the group, only shown ("too few to say", peers.md A2).
SMALL = 5
_GROUP, _DIVISION = 3, 2
_FEW_LOTS = 2
_OPEN = "open-nw"
#: As many ended tenders are looked at, the latest: more than any municipality has in the years asked for.
_MOST = 5_000
#: Beside a tender that is chosen: the answer must be there at once.
_MOST_BESIDE = 500


class Step(StrEnum):
    """What can be done so that more may bid."""

    EVENT = "event"
    DIALOGUE = "dialogue"
    LOTS = "lots"
    PLANNING_NOTICE = "planning_notice"
    TELL = "tell"


STEP_LABELS = {
    Step.EVENT: N_("Show it at an event that is coming"),
    Step.DIALOGUE: N_("Hold a market dialogue"),
    Step.LOTS: N_("Consider smaller lots (LOU 4 kap. 13 §)"),
    Step.PLANNING_NOTICE: N_("Send a planning notice"),
    Step.TELL: N_("See who may want to know"),
}


@dataclass(frozen=True, slots=True)
class History:
    """How many bids came in a group of CPV codes. `known` lots have a number, `unknown` have none; the mean is of the known."""

    group: str
    known: int = 0
    bids: int = 0
    zero: int = 0
    one: int = 0
    unknown: int = 0
    tenders: tuple[UUID, ...] = ()

    @property
    def mean(self) -> float | None:
        """Bids per lot, None where no lot's number is known."""
        return self.bids / self.known if self.known else None

    @property
    def share(self) -> float | None:
        """The share of the lots with no bid or one, of those whose number is known."""
        return (self.zero + self.one) / self.known if self.known else None

    @property
    def few(self) -> bool:
        """Whether few bids came: 1.5 or fewer in the mean, or half of the lots with one at most."""
        if self.mean is None or self.share is None:
            return False
        return self.mean <= FEW_MEAN or self.share >= FEW_SHARE

    @property
    def small(self) -> bool:
        """Whether the numbers are too small to say anything in general."""
        return self.known < SMALL


@dataclass(frozen=True, slots=True)
class Coming:
    """A coming tender in a group with few bids: how many companies may want to know, and what can still be done."""

    tender: Tender
    may_want: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Blip:
    """A group on the radar with the tenders that come there."""

    history: History
    coming: tuple[Coming, ...] = ()


class Radar:
    """The verbs of the radar."""

    def __init__(self, database: Database, house: House) -> None:
        self.database = database
        self._house = house

    def scan(self, years: int = USUAL_YEARS) -> list[Blip]:
        """Return the groups with few bids in the last `years` years, those with coming tenders first, then the fewest bids."""
        with self.database.read() as view:
            today = self._today()
            groups = _histories(view, today, years)
            coming = view.tenders.coming(today, 1_000)
        blips = []
        for history in (one for one in groups.values() if one.few):
            fitting = [tender for tender in coming if _group_for(tender, groups) == history.group]
            blips.append(Blip(history, tuple(self._coming(tender, today) for tender in fitting)))
        # A whole division says nothing beside its groups, unless something comes that only it can speak of.
        told = {blip.history.group[:_DIVISION] for blip in blips if len(blip.history.group) == _GROUP}
        blips = [blip for blip in blips if blip.coming or len(blip.history.group) == _GROUP or blip.history.group not in told]
        return sorted(blips, key=lambda one: (not one.coming, one.history.mean or 0.0, one.history.group))

    def of_tender(self, tender_id: UUID, years: int = USUAL_YEARS) -> History | None:
        """Return how many bids came in a coming tender's group before, where they were few; else None. Raises NotFound."""
        with self.database.read() as view:
            tender = the_tender(view, tender_id)
            own = _groups(next(iter(tender.cpv), ""))
            if tender.stage not in COMING or not own:
                return None
            groups = _histories(view, self._today(), years, own, _MOST_BESIDE)
            group = _group_for(tender, groups)
        history = groups.get(group)
        return history if history is not None and history.few else None

    def plan_dialogue(self, tender_id: UUID, language: str = "sv", day: date | None = None) -> tuple[Changes, UUID]:
        """Keep a new market dialogue from its template that shows a tender, on the day proposed, or `day`. Raises NotFound."""
        tender = self._house.tenders.get(tender_id)
        template = self._house.templates.named(EventKind.DIALOGUE.value, language)
        wanted = day or proposed_day(template, self._today())
        event, plan = self._house.templates.event_from(template, wanted, language)
        officer = (self._house.officer,) if self._house.officer else ()
        staff = tuple(dict.fromkeys([*officer, *event.staff]))
        title = f"{event.title}: {tender.title}"
        changes = self._house.plans.start(replace(event, title=title, staff=staff, tenders=(tender_id,)), plan)
        return changes, event.id

    def note(self, tender_id: UUID, text: str) -> Changes:
        """Write what was decided below a tender's notes, with the day. Raises NotFound, InvalidInput for nothing."""
        said = " ".join(text.split())
        if not said:
            raise InvalidInput(N_("Note"), N_("There is nothing to write down."))
        tender = self._house.tenders.get(tender_id)
        return self._house.tenders.save(
            replace(tender, notes=with_lines(tender.notes, f"{self._today().isoformat()} {said}"))
        )

    def _today(self) -> date:
        return home_day(self.database.signature.clock())

    def _coming(self, tender: Tender, today: date) -> Coming:
        may_want = len(self._house.matches.for_tender(tender.id))
        with self.database.read() as view:
            shown = [one for one in view.events.featuring(tender.id) if one.when.last_day >= today]
        return Coming(tender, may_want, tuple(_steps(tender, shown, may_want)))


def _steps(tender: Tender, shown: Iterable[Event], may_want: int) -> Iterable[Step]:
    """Yield what can still be done: a dialogue, lots and a planning notice only before the contract notice is out."""
    if not list(shown):
        yield Step.DIALOGUE if tender.stage is not Stage.ADVERTISED else Step.EVENT
    if tender.stage is not Stage.ADVERTISED:
        if len(tender.lots) < _FEW_LOTS:
            yield Step.LOTS
        if tender.planning_notice_sent is None:
            yield Step.PLANNING_NOTICE
    if may_want:
        yield Step.TELL


def _histories(
    view: View, today: date, years: int, only: tuple[str, ...] = (), most: int = _MOST
) -> dict[str, History]:
    """Return the numbers of bids by group (three digits) and by division (two), over the lots that have ended."""
    found: dict[str, History] = {}
    for tender in view.tenders.ended_between(_years_before(today, years), today, most, only):
        lots = {lot.number: lot for lot in tender.lots}
        for result in tender.results:
            lot = lots.get(result.number)
            code = next(iter((lot.cpv if lot is not None else ()) or tender.cpv), "")
            for group in _groups(code):
                if result.outcome != _OPEN and (not only or group in only):
                    found[group] = _with_lot(found.get(group, History(group)), tender.id, result.bids)
    return found


def _with_lot(history: History, tender: UUID, bids: int | None) -> History:
    tenders = history.tenders if tender in history.tenders else (*history.tenders, tender)
    if bids is None:
        return replace(history, unknown=history.unknown + 1, tenders=tenders)
    return replace(
        history,
        known=history.known + 1,
        bids=history.bids + bids,
        zero=history.zero + (bids == 0),
        one=history.one + (bids == 1),
        tenders=tenders,
    )


def _groups(code: str) -> tuple[str, ...]:
    """Return the group ("451") and the division ("45") of a code; a code of a whole division has no group."""
    if len(code) < _GROUP:
        return ()
    return (code[:_GROUP], code[:_DIVISION]) if code[_DIVISION] != "0" else (code[:_DIVISION],)


def _group_for(tender: Tender, groups: dict[str, History]) -> str:
    """Return the group by which a coming tender is judged: its own where lots have ended there, else its division; or nothing."""
    codes = [*tender.cpv, *(code for lot in tender.lots for code in lot.cpv)]
    fitting = (group for code in codes[:1] for group in _groups(code))
    return next((group for group in fitting if group in groups and groups[group].known), "")


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))
