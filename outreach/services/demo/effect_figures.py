"""What makes the sample's effect page full: figures to compare with, a programme, purchases that came back.

The national figures are the published ones (peers: upphandlingsmyndigheten.se, konkurrensverket.se); the NUI is made up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from outreach.domain.benchmark import Benchmark, Measure
from outreach.domain.event import Event, EventKind
from outreach.domain.record import Kind
from outreach.domain.tender import Readability, Tender, advertised_on
from outreach.services.demo.chance import Chance

if TYPE_CHECKING:
    from outreach.storage.work import Work

PROGRAMME = "anbudslyftet"
_UHM, _SKR = "upphandlingsmyndigheten.se", "SKR, Insikt (påhittat)"
_PUBLISHED = (
    (Measure.BIDS_PER_LOT, 2021, "Sverige", 540, 11_395),
    (Measure.BIDS_PER_LOT, 2022, "Sverige", 480, None),
    (Measure.BIDS_PER_LOT, 2023, "Sverige", 590, None),
    (Measure.BIDS_PER_LOT, 2024, "Sverige", 460, None),
    (Measure.BIDDERS_PER_TENDER, 2020, "Sverige", 490, None),
    (Measure.ONE_BID_SHARE, 2021, "Sverige", 2030, 11_395),
    (Measure.BIDS_PER_LOT, 2021, "Dalarna", 408, 459),
    (Measure.ONE_BID_SHARE, 2021, "Dalarna", 2200, 459),
)
_NUI = ((3, 5900, 10), (2, 6100, 11), (1, 6400, 13))
#: A draw of its own, so that the rest of the municipality stays as it was.
_SEED, _PAIRS, _IN_PROGRAMME, _PLAINER = 31, 4, 7, 5


def keep_effect(work: Work, seed: int, today: date) -> None:
    """Keep all of it, in the action that makes the sample."""
    chance = Chance(seed + _SEED, today)
    figures = [
        Benchmark(id=chance.id(), measure=measure, year=year, area=area, value=value, n=n, source=_UHM)
        for measure, year, area, value, n in _PUBLISHED
    ]
    figures += [
        Benchmark(id=chance.id(), measure=Measure.NUI, year=today.year - ago, value=value, n=n, source=_SKR)
        for ago, value, n in _NUI
    ]
    work.add_many(Kind.BENCHMARK, figures)
    tenders = sorted(work.tenders.all(), key=lambda one: str(one.id))
    changed = {one.id: one for one in _in_programme(tenders)}
    for one in _made_plainer(chance, [changed.get(one.id, one) for one in tenders]):
        changed[one.id] = one
    for one in _renewing([changed.get(one.id, one) for one in tenders]):
        changed[one.id] = one
    if changed:
        work.save_many(Kind.TENDER, list(changed.values()))
    events = _events(sorted(work.events.all(), key=lambda one: str(one.id)))
    if events:
        work.save_many(Kind.EVENT, events)


def _in_programme(tenders: list[Tender]) -> list[Tender]:
    over = [one for one in tenders if one.results]
    return [replace(one, tags=(*one.tags, PROGRAMME)) for one in over[::3][:_IN_PROGRAMME]]


def _made_plainer(chance: Chance, tenders: list[Tender]) -> list[Tender]:
    """Give some texts that are out a measure before and after somebody made them plainer."""
    made = []
    for one in [one for one in tenders if one.results and not one.readability][1::3][:_PLAINER]:
        at = chance.instant(advertised_on(one) or chance.today, 9)
        scores = (chance.number(4_700, 5_900), chance.number(3_600, 4_500))
        measured = tuple(
            Readability(at=at - timedelta(days=ago), measure="lix", score=score, words=180, sentences=12)
            for ago, score in zip((30, 12), scores, strict=True)
        )
        made.append(replace(one, readability=measured))
    return made


def _events(events: list[Event]) -> list[Event]:
    wanted = (EventKind.DIALOGUE, EventKind.COURSE)
    return [replace(one, tags=(*one.tags, PROGRAMME)) for one in events if one.kind in wanted][:_PAIRS]


def _renewing(tenders: list[Tender]) -> list[Tender]:
    """Tie purchases of the same code that are over to the one before, where nothing else follows it."""
    followed = {one.renews for one in tenders}
    found: list[Tender] = []
    over = sorted(
        (one for one in tenders if one.results and advertised_on(one)), key=lambda one: str(advertised_on(one))
    )
    for place, later in enumerate(over):
        for earlier in over[:place]:
            same = earlier.cpv[:1] == later.cpv[:1] and earlier.id not in followed
            if same and later.renews is None and _apart(earlier, later):
                followed.add(earlier.id)
                found.append(replace(later, renews=earlier.id))
                break
    return found[-_PAIRS:]


def _apart(earlier: Tender, later: Tender) -> bool:
    before, after = advertised_on(earlier), advertised_on(later)
    return before is not None and after is not None and (after - before).days > 200
