"""What can be done with records of every kind: list, read, save, tag, delete. The services of each kind build on it."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

from outreach.domain.changes import Changes
from outreach.domain.listing import Listing, Row
from outreach.domain.record import Kind, Record
from outreach.domain.smart_filters import at_instant
from outreach.errors import ChangedBySomeoneElse, NotFound
from outreach.language import N_
from outreach.services.steady import full_collections_put_off

if TYPE_CHECKING:
    from outreach.storage.database import Database
    from outreach.storage.work import Work

R = TypeVar("R", bound=Record)

_TOGETHER = 100
#: So often a save that came too late is joined with what was faster; each time somebody else has saved in between.
_OFTEN = 8


class Records(Generic[R]):
    """The verbs that all kinds share. Reading takes no lock; each write is one action with its own undo."""

    kind: ClassVar[Kind]

    def __init__(self, database: Database) -> None:
        self.database = database

    def get(self, record_id: UUID) -> R:
        """Return a record. Raises NotFound."""
        with self.database.read() as view:
            found = view.store(self.kind).get(record_id)
        if found is None:
            raise NotFound(str(record_id))
        return cast("R", found)

    def many(self, ids: Iterable[UUID]) -> dict[UUID, R]:
        """Return the records that exist among `ids`."""
        with self.database.read() as view:
            return cast("dict[UUID, R]", view.store(self.kind).many(ids))

    def titles(self, ids: Sequence[UUID], most: int) -> list[str]:
        """Return what the first `most` of some records are called, in this order."""
        found = self.many(ids[:most])
        return [self.title_of(found[one]) for one in ids[:most] if one in found]

    def keys(self, listing: Listing) -> array[int]:
        """Return the row keys of a list, in its order."""
        with self.database.read() as view:
            return view.store(self.kind).keys(self.at_present(listing))

    def viewed(self, count: int) -> None:
        """Say that a command showed a list of so many; a long one about people is logged (`services/audit.py`)."""
        from outreach.services.audit import is_bulk_view

        if is_bulk_view(self.database, self.kind, count):
            self.database.audit("bulk_view", kind=self.kind, count=count)

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return the rows with these keys, in this order."""
        with self.database.read() as view:
            return view.store(self.kind).rows(keys)

    def ids(self, listing: Listing) -> list[UUID]:
        """Return the ids of a list, in its order."""
        with self.database.read() as view:
            return view.store(self.kind).ids(self.at_present(listing))

    def ids_of(self, keys: Sequence[int]) -> list[UUID]:
        """Return the ids of the rows with these keys, in this order; a key that is gone is left out."""
        with self.database.read() as view:
            return view.store(self.kind).ids_of(keys)

    def key_of(self, record_id: UUID) -> int | None:
        """Return the row key of a record, or None when there is no such record."""
        with self.database.read() as view:
            return view.store(self.kind).key_of(record_id)

    def listed(self, listing: Listing) -> list[R]:
        """Return the records of a list, in its order."""
        with self.database.read() as view:
            store = view.store(self.kind)
            ids = store.ids(self.at_present(listing))
            found = store.many(ids)
        return [found[one] for one in ids if one in found]

    def at_present(self, listing: Listing) -> Listing:
        """Return a listing with its moving filters ("coming") said as what they mean now."""
        return at_instant(listing, self.database.signature.clock())

    def count(self) -> int:
        """Return how many there are."""
        with self.database.read() as view:
            return view.store(self.kind).count()

    def tags(self) -> list[str]:
        """Return the tags in use for this kind, in alphabetical order."""
        with self.database.read() as view:
            return view.tags(self.kind)

    def save(self, record: R) -> Changes:
        """Keep a new or changed record. Raises InvalidInput, ChangedBySomeoneElse."""
        name = self.title_of(record)
        with self.database.work(N_("Changed {name}"), name=name) as work:
            if self.keep(work, record).version == 1:
                work.rename_action(N_("Added {name}"), name=name)
        return work.changes

    def delete(self, ids: Sequence[UUID], *, many: bool = False) -> Changes:
        """Remove records and take their links off others, as one action.

        Raises TooMuchRemoved for more than the brake lets go, unless somebody has seen their names and wants it so (`many`).
        """
        with self.database.work(N_("Deleted {name}"), name="") as work:
            if many:
                work.many_wished()
            found = work.store(self.kind).many(ids)
            for record in found.values():
                self.detach(work, record)
                work.delete(self.kind, record.id)
            name = self.title_of(next(iter(found.values()))) if len(found) == 1 else str(len(found))
            work.rename_action(N_("Deleted {name}"), name=name)
        return work.changes

    @full_collections_put_off()
    def tag(
        self,
        ids: Sequence[UUID],
        add: Iterable[str] = (),
        remove: Iterable[str] = (),
        report: Callable[[int, int], None] | None = None,
    ) -> Changes:
        """Put tags on many records and take others off, as one action. Tags are lower-case words.

        `report` is told how many are done, and may raise `Cancelled`: then none is tagged.
        """
        adding = clean_tags(add)
        removing = set(clean_tags(remove))
        with self.database.work(N_("Tagged {count}"), count=str(len(ids))) as work:
            found = work.store(self.kind).many(ids)
            for numbers, some in together(list(found.values())):
                work.save_many(self.kind, [_tagged(record, adding, removing) for record in some])
                tell(report, numbers, len(found))
        return work.changes

    # What a kind adds ------------------------------------------------------------------------------------------------

    def title_of(self, record: R) -> str:
        """Return the words by which people know the record."""
        return str(getattr(record, "name", "") or getattr(record, "title", ""))

    def checked(self, work: Work, record: R) -> R:
        """Return the record as it may be kept: cleaned, with what follows from its values. Raises InvalidInput."""
        del work
        return record

    def detach(self, work: Work, record: R) -> None:
        """Take links to the record off others, before it is deleted."""

    def keep(self, work: Work, record: R) -> R:
        """Check and save inside an action that is under way; other services use it too.

        What somebody else saved since the record was read is joined with it. Raises SameFieldChanged where both changed the same
        field, ChangedBySomeoneElse where that cannot be told.
        """
        for _ in range(_OFTEN):
            try:
                return work.save(self.kind, self.checked(work, record))
            except ChangedBySomeoneElse:
                record = work.joined(self.kind, record)
        return work.save(self.kind, self.checked(work, record))


def together(records: Sequence[R]) -> Iterator[tuple[range, Sequence[R]]]:
    """Give the records some at a time, to be saved in one go, with their numbers, from 1.

    A hundred cost a few hundredths of a second: as long as a *Cancel* may wait.
    """
    for start in range(0, len(records), _TOGETHER):
        some = records[start : start + _TOGETHER]
        yield range(start + 1, start + len(some) + 1), some


def tell(report: Callable[[int, int], None] | None, numbers: Iterable[int], total: int) -> None:
    """Report each of these as done."""
    if report is not None:
        for number in numbers:
            report(number, total)


def _tagged(record: Any, adding: Sequence[str], removing: Container[str]) -> Any:
    kept = [tag for tag in record.tags if tag not in removing]
    return dataclasses.replace(record, tags=tuple(dict.fromkeys([*kept, *adding])))


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are kept: without #, lower case, single spaces, each once, empty ones left out."""
    cleaned = (" ".join(tag.strip().lstrip("#").casefold().split()) for tag in tags)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))
