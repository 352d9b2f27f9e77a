"""The package between municipalities: what could go, what must not, writing it, looking through one, taking it in.

No person and no conversation is ever in it. Three things see to that: items hold named fields alone (`package_items.py`), what
they say is held against the whole register (`package_scan.py`), and the officer sees each item before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.network_package import Item, Package, Sort, texts_of
from outreach.domain.problem import Problem
from outreach.domain.tender import COMING
from outreach.domain.unit import UNIT_ID
from outreach.domain.when import home_day
from outreach.errors import BadFile, InvalidInput
from outreach.language import N_, Language
from outreach.services.exports import write_file
from outreach.services.import_files import file_bytes
from outreach.services.neighbours import Clash, Coming, coming_of, find_clashes, own_coming
from outreach.services.package_items import Sender, flyer_of_tender, item_of
from outreach.services.package_merge import Arrival, Fate, arrivals, take_in
from outreach.services.package_scan import Hit, scan, without
from outreach.services.package_words import readable

if TYPE_CHECKING:
    from outreach.services.house import House
    from outreach.storage.work import View

#: A buyer with one of these words in its name is no supplier.
_PUBLIC_BUYERS = frozenset("kommun kommuner kommunalförbund region län municipality".split())
TAKEN_IN = N_("Took in a package from {name}")


@dataclass(frozen=True, slots=True)
class Offered:
    """One item that could go. `hits` are what may not leave: with any, it goes only with these words taken out.

    `usual` says that it goes unless the officer takes it off: our own, and of questions the public ones.
    """

    item: Item
    hits: tuple[Hit, ...] = ()
    usual: bool = True

    @property
    def name(self) -> tuple[Sort, str]:
        """What tells it from the others."""
        return self.item.sort, self.item.key


@dataclass(frozen=True, slots=True)
class Packed:
    """What was written, or would be: the items as they stand in the file, and what was left out."""

    file: Path | None
    items: tuple[Item, ...]
    left_out: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was looked through: what becomes of each item, what could not be read, and the weeks that clash."""

    file: str
    package: Package
    arrivals: tuple[Arrival, ...]
    problems: tuple[Problem, ...] = ()
    clashes: tuple[Clash, ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many items have this fate."""
        return sum(one.fate is fate for one in self.arrivals)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What an import did."""

    changes: Changes
    opened: Opened


class Packages:
    """The verbs for packages."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.database = house.database

    # Out -------------------------------------------------------------------------------------------------------------

    def offer(
        self, sorts: Collection[Sort] = tuple(Sort), report: Callable[[int, int], None] | None = None
    ) -> list[Offered]:
        """Return all that could go, by sort and title, each looked through for people, companies and conversations.

        `report` may raise `Cancelled`.
        """
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID)
            sender = Sender.of(unit)
            found = [one for one in _everything(view, sender) if one[0].sort in sorts]
            texts = {number: _texts(item) for number, (item, _) in enumerate(found)}
            items = [item for item, _ in found]
            hits = scan(view, texts, _allowed(sender, items), public=_public(items), report=report)
        made = [Offered(item, hits.get(number, ()), usual) for number, (item, usual) in enumerate(found)]
        order = list(Sort)
        return sorted(made, key=lambda one: (order.index(one.item.sort), one.item.title.casefold(), one.item.key))

    def pack(
        self,
        offered: Iterable[Offered],
        chosen: Collection[tuple[Sort, str]] | None = None,
        blank: Collection[tuple[Sort, str]] = (),
    ) -> Packed:
        """Return what a package would hold: the chosen items (None: the usual ones), without those that may not leave.

        Of those named in `blank` the words that were found are taken out; they go where nothing more is found then.
        """
        wanted = [one for one in offered if (one.usual if chosen is None else one.name in chosen)]
        clean = [one for one in wanted if not one.hits]
        marked = [one for one in wanted if one.hits]
        blanked = [_without(one) for one in marked if one.name in blank]
        still = self._scanned([one.item for one in blanked])
        good = [one for one, hits in zip(blanked, still, strict=True) if not hits]
        gone = {one.name for one in good}
        left_out = tuple(one for one in marked if one.name not in gone)
        return Packed(None, tuple(one.item for one in (*clean, *good)), left_out)

    def export(
        self,
        path: Path,
        language: Language,
        *,
        sorts: Collection[Sort] = tuple(Sort),
        chosen: Collection[tuple[Sort, str]] | None = None,
        blank: Collection[tuple[Sort, str]] = (),
    ) -> Packed:
        """Write a package of the chosen items, looked through anew at this moment.

        Raises InvalidInput for another suffix than .zip, without our municipality's name, or with nothing in it; CannotWrite,
        DiskFull.
        """
        from outreach.formats.package_file import write_package

        if path.suffix.casefold() != ".zip":
            raise InvalidInput(N_("File"), N_("The name must end in one of {suffixes}."), suffixes=".zip")
        packed = self.pack(self.offer(sorts), chosen, blank)
        package = self._package(packed.items)
        self.house.audit.note("package_export", items=len(packed.items), left_out=len(packed.left_out))
        write_file(path, write_package(package, {sort: readable(package, sort, language) for sort in Sort}), mode=0o644)
        return replace(packed, file=path)

    def blanked(self, one: Offered) -> Item:
        """Return an item as it would go with the words taken out that were found in it."""
        return _without(one).item

    def _package(self, items: Sequence[Item]) -> Package:
        with self.database.read() as view:
            unit = view.units.get(UNIT_ID)
        if unit is None or not unit.municipality.strip():
            reason = N_("Say in the preferences which municipality you are; the package carries its name.")
            raise InvalidInput(N_("Municipality"), reason)
        if not items:
            raise InvalidInput(N_("Package"), N_("There is nothing in the package. Choose at least one thing."))
        return Package(unit.municipality, home_day(self.database.signature.clock()), tuple(items))

    def _scanned(self, items: Sequence[Item]) -> list[tuple[Hit, ...]]:
        if not items:
            return []
        with self.database.read() as view:
            sender = Sender.of(view.units.get(UNIT_ID))
            texts = {number: _texts(item) for number, item in enumerate(items)}
            hits = scan(view, texts, _allowed(sender, items), public=_public(items))
        return [hits.get(number, ()) for number in range(len(items))]

    # In --------------------------------------------------------------------------------------------------------------

    def is_package(self, path: Path) -> bool:
        """Say whether a file is a package, by its first bytes. One that cannot be read is none."""
        from outreach.formats.package_file import looks_like_package
        from outreach.formats.registry import HEAD

        try:
            with path.open("rb") as file:
                return looks_like_package(file.read(HEAD))
        except OSError:
            return False

    def open(self, path: Path) -> Opened:
        """Look through a package, keeping nothing. Raises BadFile: not a package, damaged, too new, unpacks to too much."""
        from outreach.services.readers import read_package

        _, data, fault = file_bytes(path, "package")
        if fault is not None:
            raise BadFile(path, fault.reason, **fault.values)
        package, problems = read_package(data)
        if package is None:
            raise BadFile(path, problems[0].reason, **problems[0].values)
        with self.database.read() as view:
            found = arrivals(self.house, view, package)
            clashes = _clashes(view, found)
        ordered = sorted(found, key=lambda one: (list(Sort).index(one.item.sort), one.item.title.casefold(), one.item.key))
        return Opened(str(path), package, tuple(ordered), tuple(problems), tuple(clashes))

    def take_in(self, opened: Opened, chosen: Collection[tuple[Sort, str]] | None = None) -> TakenIn:
        """Keep what is new and what changed there, all of it or the chosen items, as one action that undo takes back."""
        with self.database.work(TAKEN_IN, name=opened.package.origin) as work:
            # Another computer that takes the same package in waits, and finds all of it here.
            work.hold("package")
            found = arrivals(self.house, work, opened.package)
            take_in(work, [one for one in found if chosen is None or (one.item.sort, one.item.key) in chosen])
        return TakenIn(work.changes, replace(opened, arrivals=tuple(found)))


def _everything(view: View, sender: Sender) -> Iterable[tuple[Item, bool]]:
    """Yield each item with whether it goes unless the officer says otherwise."""
    for template in view.templates.all():
        yield item_of(template, sender), not template.credit
    for question in view.questions.all():
        if question.answer:
            yield item_of(question, sender), question.public and not question.credit
    for inquiry in view.inquiries.all():
        if inquiry.answers:
            yield item_of(inquiry, sender), not inquiry.credit
    for word in view.plain_words.all():
        if word.plain and not word.dropped:
            yield item_of(word, sender), not word.credit
    for text in view.flyer_texts.all():
        yield item_of(text, sender), not text.credit
    for card in view.requirement_cards.all():
        yield item_of(card, sender), not card.credit
    yield from _of_tenders(view, sender)


def _of_tenders(view: View, sender: Sender) -> Iterable[tuple[Item, bool]]:
    own = {one.id for one in own_coming(view)}
    for tender in view.tenders.all():
        if tender.id in own and tender.stage in COMING:
            yield item_of(tender, sender), True
            if tender.description.strip():
                yield flyer_of_tender(tender, sender), True


def _texts(item: Item) -> list[str]:
    """Return every text of an item that leaves the house, the name of who made it too."""
    return [*texts_of(item.data), item.credit]


def _public(items: Iterable[Item]) -> list[str]:
    """Return the titles of coming tenders: they are public, and a conversation that names one does not make them secret."""
    return [str(item.data.get("title", "")) for item in items if item.sort in (Sort.TENDERS, Sort.FLYERS)]


def _allowed(sender: Sender, items: Iterable[Item]) -> list[str]:
    """Return what may stand in a package: our mailbox and telephone, our name, and the names of other public buyers."""
    buyers = {str(item.data.get("buyer", "")) for item in items}
    public = [one for one in buyers if _PUBLIC_BUYERS.intersection(one.casefold().split())]
    return [*sender.contacts, *([sender.municipality] if sender.municipality else []), *public]


def _without(one: Offered) -> Offered:
    return replace(one, item=replace(one.item, data=_blanked(one.item.data, one.hits)))


def _blanked(value: Any, hits: Iterable[Hit]) -> Any:
    if isinstance(value, str):
        return without(value, hits)
    if isinstance(value, Mapping):
        return {name: _blanked(one, hits) for name, one in value.items()}
    return [_blanked(one, hits) for one in value] if isinstance(value, list) else value


def _clashes(view: View, found: Iterable[Arrival]) -> list[Clash]:
    """Return the weeks in which an arriving tender would meet another municipality's in its branch."""
    arriving = [one for one in found if one.item.sort is Sort.TENDERS and one.fate in (Fate.NEW, Fate.UPDATE)]
    replaced: set[UUID] = {one.ours for one in arriving if one.ours is not None}
    new: list[Coming] = [coming_of(one.record) for one in arriving]
    rest = [coming_of(one) for one in view.neighbour_tenders.all() if one.id not in replaced]
    return [one for one in find_clashes([*own_coming(view), *rest, *new]) if one.one in new or one.other in new]
