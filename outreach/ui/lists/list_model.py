"""A table over row keys: rows come from the worker in chunks when they are looked at, so a million scroll like ten.

A listing (text, filters, order) is answered with all its keys – eight bytes a row – and the rows on the screen, in one
read. Everything else is fetched when the view asks for it. Each listing has an epoch number; an answer that belongs to
an older epoch is dropped, and work that has become stale while it waited is not even begun.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from outreach.domain.listing import COLUMNS, Listing, Row
from outreach.services.cells import RIGHT_ALIGNED, WrittenRow, write_rows
from outreach.ui.context import Context

CHUNK = 32
#: Rows below the first that a usual screen shows (36 pixels each). A higher one asks for one chunk more when it paints.
SCREEN = 31
#: Chunks that are read at once in the direction of a scroll, and below a list that nobody types a search into.
AHEAD = 3
#: Rows that are kept: 256 chunks are 8,192 rows, some ten megabytes.
MOST_CHUNKS = 256
#: Chunks asked for in one read; more than a screen shows.
MOST_AT_ONCE = 4

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

Index = QModelIndex | QPersistentModelIndex


class RowSource(Protocol):
    """What the model reads from: a service of `services/records.py`. Everything is called on the worker."""

    def keys(self, listing: Listing) -> array[int]:
        """Return the row keys of a listing, in order."""
        ...

    def rows(self, keys: Sequence[int]) -> list[Row]:
        """Return rows by key."""
        ...

    def count(self) -> int:
        """Return how many records there are in all."""
        ...

    def key_of(self, record_id: UUID) -> int | None:
        """Return the key of a record."""
        ...


@dataclass(frozen=True, slots=True)
class Anchor:
    """What to keep across a new reading: the current record, the selected keys, and the first row on the screen."""

    current: UUID | None = None
    selected: frozenset[int] = frozenset()
    top: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """The answer to a listing. `current` and `selected` are rows, -1 or nothing when they are no longer listed."""

    listing: Listing
    keys: array[int]
    total: int
    chunks: dict[int, list[WrittenRow]]
    current: int = -1
    selected: tuple[int, ...] = ()


class LazyModel(QAbstractTableModel):
    """The rows of one listing. `listed` tells that another one stands; connect to it to restore the selection."""

    listed = Signal(object)
    """The `Listed` that the model shows now."""
    arrived = Signal(int, int)
    """Rows from … to (both included) have been filled in."""

    def __init__(self, context: Context, source: RowSource, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listing = listing
        self.columns = COLUMNS[listing.kind]
        self.total = 0
        self.reads = 0
        self._context = context
        self._source = source
        self._keys: array[int] = array("q")
        self._chunks: OrderedDict[int, list[WrittenRow]] = OrderedDict()
        self._last = -1
        self._epoch = 0
        self._shown = 0
        self._wanted: dict[int, None] = {}
        self._fetching = False
        context.words.changed.connect(self._say_headers)

    # What is shown ---------------------------------------------------------------------------------------------------

    def show(self, listing: Listing, anchor: Anchor = Anchor()) -> None:
        """Read a listing anew. The latest call wins; until its answer comes, what stands is left as it is."""
        self._epoch += 1
        self.reads += 1
        epoch, language, source, columns = self._epoch, self._context.words.language, self._source, self.columns

        def read() -> Listed | None:
            if epoch != self._epoch:
                return None
            keys = source.keys(listing)
            if self._context.house.is_shared:
                self._context.house.audit.viewed(listing.kind, len(keys))
            current, selected = _places(source, keys, anchor)
            wanted = _wanted_chunks(anchor.top, current, len(keys), 0 if listing.text else AHEAD)
            chunks = _read_chunks(source, keys, wanted, lambda rows: write_rows(rows, columns, language))
            return Listed(listing, keys, source.count(), chunks, current, selected)

        def take(answer: Listed | None) -> None:
            if answer is not None and epoch == self._epoch:
                self._shown = epoch
                self._take(answer)

        self._context.read(read, take, owner=self)

    def row_at(self, row: int) -> WrittenRow | None:
        """Return a row if it has arrived."""
        chunk = self._chunks.get(row // CHUNK)
        place = row % CHUNK
        return chunk[place] if chunk is not None and 0 <= place < len(chunk) and row >= 0 else None

    def keys_at(self, rows: Iterable[int]) -> list[int]:
        """Return the keys of rows, whether or not they have arrived."""
        return [self._keys[row] for row in rows if 0 <= row < len(self._keys)]

    @property
    def keys(self) -> array[int]:
        """The keys of all rows, in the list's order. Not to be changed."""
        return self._keys

    def column_named(self, name: str) -> int:
        """Return a column's number. Raises StopIteration for a name that this kind has not."""
        return next(number for number, column in enumerate(self.columns) if column.name == name)

    # Qt's questions --------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        """Return how many rows the listing has."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are to choose from."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return a cell's text; an empty one, and a request to the worker, while its row has not arrived."""
        if role:  # DisplayRole is 0; comparing enums here would double the cost of a frame
            return self._other_data(index, role)
        row = index.row()
        number = row // CHUNK
        chunk = self._chunks.get(number)
        if chunk is None:
            self._want(number)
            return ""
        if number != self._last:
            self._last = number
            self._chunks.move_to_end(number)
        place = row % CHUNK
        return chunk[place].texts[index.column()] if place < len(chunk) else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a column's title in the reader's language."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if not role:
            return self._context.words(self.columns[section].title)
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[section].shape in RIGHT_ALIGNED else None
        return None

    def _other_data(self, index: Index, role: int) -> Any:
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].shape in RIGHT_ALIGNED else None
        if role == _TOOL_TIP:
            row = self.row_at(index.row())
            return row.texts[index.column()] or None if row else None
        return None

    # Fetching --------------------------------------------------------------------------------------------------------

    def _take(self, answer: Listed) -> None:
        same_rows = _are_same(answer.keys, self._keys)
        self.listing, self.total = answer.listing, answer.total
        if not same_rows:
            self.beginResetModel()
        self._keys = answer.keys
        self._chunks = OrderedDict(sorted(answer.chunks.items()))
        self._last = -1
        self._wanted.clear()
        if not same_rows:
            self.endResetModel()
        elif len(self._keys):
            # Nothing moved: selection and scroll position stay by themselves, the texts are asked for again.
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self.columns) - 1))
        self.listed.emit(answer)

    def _want(self, number: int) -> None:
        self._wanted.pop(number, None)
        self._wanted[number] = None
        if not self._fetching:
            self._fetching = True
            # The view asks cell by cell while it paints; the read begins when the frame is done and all wishes are known.
            self._context.tasks.soon(self._fetch, owner=self)

    def _fetch(self) -> None:
        wanted = [number for number in list(self._wanted)[-MOST_AT_ONCE:] if number not in self._chunks]
        wanted += [one for number in wanted for one in self._beyond(number)]
        # What was passed on the way is asked for again if the officer scrolls back to it.
        self._wanted.clear()
        if not wanted:
            self._fetching = False
            return
        self.reads += 1
        shown, language, source, columns = self._shown, self._context.words.language, self._source, self.columns
        keys = {number: self._keys[number * CHUNK : (number + 1) * CHUNK] for number in wanted}

        def read() -> dict[int, list[WrittenRow]]:
            if shown != self._shown:
                return {}
            return {
                number: _in_place(part, write_rows(source.rows(part), columns, language))
                for number, part in keys.items()
            }

        self._context.tasks.run(read, lambda found: self._fill(shown, found), owner=self, failed=self._give_up)

    def _beyond(self, number: int) -> list[int]:
        """Return the chunks that a scroll comes to next, where one is wanted that lies beside what is there; none after a jump."""
        step = 1 if number - 1 in self._chunks else -1 if number + 1 in self._chunks else 0
        beyond = range(number + step, number + step * (AHEAD + 1), step) if step else ()
        last = (len(self._keys) - 1) // CHUNK
        return [one for one in beyond if 0 <= one <= last and one not in self._chunks and one not in self._wanted]

    def _fill(self, shown: int, found: dict[int, list[WrittenRow]]) -> None:
        if shown == self._shown:
            for number, rows in found.items():
                self._chunks[number] = rows
                first, last = number * CHUNK, number * CHUNK + len(rows) - 1
                self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
                self.arrived.emit(first, last)
            while len(self._chunks) > MOST_CHUNKS:
                self._chunks.popitem(last=False)
        self._fetch()

    def _give_up(self, error: Exception) -> None:
        self._fetching = False
        self._context.tasks.failed.emit(error)

    def _say_headers(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)


def _places(source: RowSource, keys: array[int], anchor: Anchor) -> tuple[int, tuple[int, ...]]:
    """Return the rows of the anchor's current record and selected keys."""
    current = -1
    key = source.key_of(anchor.current) if anchor.current is not None else None
    if key is not None and key in keys:
        current = keys.index(key)
    selected = anchor.selected
    return current, tuple(row for row, one in enumerate(keys) if one in selected) if selected else ()


def _are_same(one: array[int], other: array[int]) -> bool:
    """Compare keys as bytes: arrays make a number of each item first, fifty thousand times two."""
    return one is other or (len(one) == len(other) and memoryview(one).cast("B") == memoryview(other).cast("B"))


def _wanted_chunks(top: int, current: int, rows: int, below: int) -> set[int]:
    """Return the chunks of a screen from row `top` (from the first one past the end), some below, and that of the chosen row."""
    first = top if top < rows else 0
    screen = range(first // CHUNK, (first + SCREEN) // CHUNK + below + 1)
    return {*screen, *([current // CHUNK] if current >= 0 else [])}


def _read_chunks(source: RowSource, keys: array[int], wanted: set[int], write: Any) -> dict[int, list[WrittenRow]]:
    """Read several chunks at once."""
    parts = {number: keys[number * CHUNK : (number + 1) * CHUNK] for number in sorted(wanted)}
    parts = {number: part for number, part in parts.items() if len(part)}
    flat = [key for part in parts.values() for key in part]
    found = {row.key: row for row in write(source.rows(flat))} if flat else {}
    return {number: _in_place(part, [found[key] for key in part if key in found]) for number, part in parts.items()}


def _in_place(keys: Sequence[int], rows: list[WrittenRow]) -> list[WrittenRow]:
    """Give every row its place, also when one was deleted since the keys were read: that one stays blank."""
    if len(rows) == len(keys):
        return rows
    found = {row.key: row for row in rows}
    blank = ("",) * (len(rows[0].texts) if rows else 64)
    return [found.get(key) or WrittenRow(key, UUID(int=0), blank, {}) for key in keys]
