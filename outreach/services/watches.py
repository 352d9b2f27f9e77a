"""Watched searches: what is new and what changed since the officer last looked, and a search at TED on a click.

Looking reads the workspace alone. `fetch` asks TED (nothing else in the program does), and what it brings home goes through
the ordinary import with its preview and undo.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from outreach.domain.changes import Changes, HistoryEntry
from outreach.domain.codes import clean_cpv, find_municipality
from outreach.domain.notice import Watch
from outreach.domain.record import Kind
from outreach.domain.tender import Tender
from outreach.domain.watching import TELLING, fits, key_of, ted_query
from outreach.domain.when import HOME_ZONE
from outreach.errors import Ambiguous, InvalidInput, NotFound
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.network.ted import TedServer
    from outreach.settings import Settings
    from outreach.storage.work import View, Work

Report = Callable[[int, int], None]

#: How far back a first search at TED goes.
FIRST_LOOK = timedelta(days=90)
#: How many notices one click brings home.
MOST_FETCHED = 100
_MOST_SEEN = 5_000


class News(StrEnum):
    """What a find is to who looks."""

    NEW = "new"
    CHANGED = "changed"
    SEEN = "seen"


NEWS_LABELS = {News.NEW: N_("New"), News.CHANGED: N_("Changed"), News.SEEN: N_("Seen")}


@dataclass(frozen=True, slots=True)
class Find:
    """A tender that a watch found. `fields` are those that changed since the last look; `key` goes into `Watch.seen`."""

    tender: Tender
    news: News
    key: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What a watch finds now: the news first, the latest changed first; then what was seen."""

    watch: Watch
    finds: tuple[Find, ...] = ()

    @property
    def news(self) -> tuple[Find, ...]:
        """What is new or changed."""
        return tuple(one for one in self.finds if one.news is not News.SEEN)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What TED gave: files for the import, and how many notices fit altogether."""

    files: tuple[Path, ...]
    total: int


class Watches(Records[Watch]):
    """The verbs for watched searches."""

    kind: ClassVar[Kind] = Kind.WATCH

    def all(self) -> list[Watch]:
        """Return the watches, in Swedish order of their names."""
        with self.database.read() as view:
            return _in_order(view)

    def named(self, reference: str) -> Watch:
        """Return the watch with this id or name. Raises NotFound, Ambiguous."""
        wanted = reference.strip().casefold()
        every = self.all()
        exact = [one for one in every if wanted in (str(one.id), one.name.casefold())]
        found = exact or [one for one in every if wanted and one.name.casefold().startswith(wanted)]
        if not found:
            raise NotFound(reference)
        if len(found) > 1:
            raise Ambiguous(reference, [one.name for one in found])
        return found[0]

    def checked(self, work: Work, record: Watch) -> Watch:
        """Clean name, codes, places and words. Raises InvalidInput for a watch that watches nothing, and for wrong codes."""
        name = " ".join(record.name.split())
        if not name:
            raise InvalidInput(N_("Name"), N_("A watch needs a name."))
        words = " ".join(record.words.split())
        cpv = _unique(_checked_prefix(code) for code in record.cpv if code.strip())
        places = _unique(_checked_place(place) for place in record.places if place.strip())
        if not (cpv or places or words):
            raise InvalidInput(N_("Watch"), N_("Say what to watch for: a CPV code, a place or words."))
        country = record.country.strip().upper()
        if country and not re.fullmatch("[A-Z]{3}", country):
            raise InvalidInput(N_("Country"), N_("A country is three letters, as in SWE."))
        return replace(record, name=name, cpv=cpv, places=places, words=words, country=country)

    # Looking --------------------------------------------------------------------------------------------------------

    def look(self, watch_id: UUID) -> Look:
        """Return what one watch finds. Raises NotFound."""
        watch = self.get(watch_id)
        with self.database.read() as view:
            return _look(view, watch, view.tenders.all())

    def look_at_all(self) -> list[Look]:
        """Return what each watch finds; the tenders are read once."""
        with self.database.read() as view:
            every = view.tenders.all()
            return [_look(view, watch, every) for watch in _in_order(view)]

    def mark_seen(self, watch_id: UUID, keys: Sequence[str] | None = None) -> Changes:
        """Remember that finds were seen: those with these keys, or all that there are now. Raises NotFound."""
        shown = [find.key for find in self.look(watch_id).finds] if keys is None else list(keys)
        with self.database.work(N_("Looked at the watch list {name}"), name="") as work:
            watch = work.watches.get(watch_id)
            if watch is None:
                raise NotFound(str(watch_id))
            # One mark for each tender: the latest takes the place of those before.
            ids = {key.partition("/")[0] for key in shown}
            kept = [key for key in watch.seen if key.partition("/")[0] not in ids]
            now = self.database.signature.clock()
            work.save(Kind.WATCH, replace(watch, looked=now, seen=tuple([*kept, *shown][-_MOST_SEEN:])))
            work.rename_action(N_("Looked at the watch list {name}"), name=watch.name)
        return work.changes

    # TED ------------------------------------------------------------------------------------------------------------

    def query(self, watch: Watch, since: date | None = None) -> str:
        """Return what is asked of TED: all since `since`, else since the day of the last look, else for 90 days."""
        now = self.database.signature.clock()
        start = since or (watch.looked or now - FIRST_LOOK).astimezone(ZoneInfo(HOME_ZONE)).date()
        return ted_query(watch, start)

    def fetch(
        self,
        watch_id: UUID,
        folder: Path,
        server: TedServer,
        *,
        since: date | None = None,
        most: int = MOST_FETCHED,
        report: Report | None = None,
    ) -> Fetched:
        """Ask TED and put the XML of the notices that fit into `folder`, for the import. `report` may raise Cancelled.

        Raises ServerUnreachable (offline, too), CertificateRefused, NoEncryption, ServerBusy, ServerSaidNo, LineCut, NotFound.
        """
        from outreach.network import ted
        from outreach.services.exports import write_file

        hits = ted.search(server, self.query(self.get(watch_id), since), most, report)
        files = []
        for place, number in enumerate(hits.numbers):
            if report is not None:
                report(place, len(hits.numbers))
            path = folder / f"ted-{number}.xml"
            write_file(path, ted.fetch(server, number, report))
            files.append(path)
        return Fetched(tuple(files), hits.total)


def server_of(settings: Settings) -> TedServer:
    """Return where TED is, as the settings say."""
    from outreach.network.ted import TedServer

    return TedServer(settings.ted_api, settings.ted_site, settings.ca_file)


def _in_order(view: View) -> list[Watch]:
    from outreach.domain.sorting import sort_key

    return sorted(view.watches.all(), key=lambda one: (sort_key(one.name), one.id))


def _look(view: View, watch: Watch, tenders: Iterable[Tender]) -> Look:
    seen = dict(key.partition("/")[::2] for key in watch.seen)
    found: list[tuple[datetime, Find]] = []
    for tender in tenders:
        if not fits(watch, tender):
            continue
        key = key_of(tender)
        mark = seen.get(str(tender.id))
        news = News.NEW if mark is None else News.SEEN if key.endswith(f"/{mark}") else News.CHANGED
        history = view.history(tender.id) if news is not News.SEEN else []
        fields = _changed(history, watch.looked) if news is News.CHANGED else ()
        latest = history[0].at if history else datetime.min.replace(tzinfo=ZoneInfo("UTC"))
        found.append((latest, Find(tender, news, key, fields)))
    found.sort(key=lambda one: one[0], reverse=True)
    found.sort(key=lambda one: one[1].news is News.SEEN)
    return Look(watch, tuple(find for _, find in found))


def _changed(history: Sequence[HistoryEntry], looked: datetime | None) -> tuple[str, ...]:
    told: dict[str, Any] = {}
    for entry in history:
        # What came in whole since then has no fields that changed.
        if entry.verb == "change" and (looked is None or entry.at >= looked):
            told |= entry.fields
    return tuple(name for name in TELLING if name in told)


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _checked_prefix(text: str) -> str:
    """Return the beginning of a CPV code: two to eight digits; zeros at the end of a whole code widen it to its group."""
    bare = clean_cpv(text) or re.sub(r"\s", "", text)
    if not re.fullmatch("[0-9]{2,8}", bare):
        raise InvalidInput(N_("CPV"), N_("{code} is not the beginning of a CPV code: two to eight digits."), code=text)
    return bare.rstrip("0").ljust(2, "0") if len(bare) == len("90620000") else bare


def _checked_place(text: str) -> str:
    """Return a place as a code: NUTS ("SE312"), or a municipality's, which may be named."""
    bare = text.strip()
    if re.fullmatch(r"[A-Za-z]{2}[0-9A-Za-z]{0,3}", bare) and (len(bare) == 2 or any(map(str.isdigit, bare))):
        return bare.upper()
    found = find_municipality(bare)
    if found is None:
        raise InvalidInput(N_("Place"), N_("{place} is no municipality and no NUTS code."), place=bare)
    return found.code
