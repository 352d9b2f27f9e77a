"""CSV and TSV as rows of cells: which encoding, which delimiter, and rows that survive an open quotation mark.

An encoding is guessed in the order byte-order mark, UTF-8, UTF-16 without mark, then among the 8-bit code pages by how
many å ä ö each one gives: Windows (cp1252), old Macintosh (Mac Roman), DOS (cp850).
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from outreach.domain.problem import Problem, cut
from outreach.domain.table_mapping import EncodingChoice
from outreach.formats.contact_text import BOMS, to_utf8, wide_codec
from outreach.language import N_

Row = tuple[int, list[str]]

DELIMITERS = (";", ",", "\t", "|")
OPEN_QUOTE = N_("The row cannot be read: a field is too long or its quotation mark is open.")

ENCODINGS = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16-le": N_("Unicode (UTF-16, little-endian)"),
    "utf-16-be": N_("Unicode (UTF-16, big-endian)"),
    "cp1252": N_("Windows, Western Europe"),
    "mac-roman": N_("Macintosh"),
    "cp850": N_("DOS, Western Europe"),
}
_EIGHT_BIT = ("cp1252", "mac-roman", "cp850")
_LETTERS = frozenset("åäöÅÄÖéÉüÜ")
_SAMPLED = 200_000

_GUARDED = re.compile(r"'+[=+\-@\t]")


def guess_encoding(data: bytes) -> str:
    """Return the key of `ENCODINGS` (or "utf-32-…" where a mark says so) that the bytes are most likely written in."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    for mark, codec in BOMS:
        if data.startswith(mark):
            return codec
    wide = wide_codec(data)
    if wide:
        return wide
    head = data[:_SAMPLED]
    try:
        data.decode()
    except UnicodeDecodeError:
        return "utf-8" if _is_patched_utf8(head) else max(_EIGHT_BIT, key=lambda name: _swedish(head, name))
    return "utf-8"


def _is_patched_utf8(head: bytes) -> bool:
    """A text that is UTF-8 but for a few bytes (a character that a program cut in two) stays UTF-8."""
    patched = head.decode("utf-8", "replace")
    broken = patched.count("\ufffd")
    return sum(not character.isascii() for character in patched) - broken > 2 * broken


def _swedish(head: bytes, encoding: str) -> int:
    """Return how Swedish a reading is: its å ä ö and é ü, less the signs that no list of names holds."""
    counts = Counter(char for char in head.decode(encoding, "replace") if not char.isascii())
    letters = sum(number for char, number in counts.items() if char in _LETTERS)
    odd = sum(number for char, number in counts.items() if not char.isalpha() and char not in "–—’‘”“…§°·•€£\xa0´½")
    return 2 * letters - odd


def decoded(data: bytes, encoding: str) -> str:
    """Return the text in an encoding, without mark and zero characters. Bytes that it has no sign for are replaced."""
    text = data.decode(encoding, "replace").removeprefix("\ufeff").replace("\x00", "")
    return text.rstrip("\ufffd") if encoding == "utf-8" else text


def encoding_choices(data: bytes, guessed: str) -> tuple[EncodingChoice, ...]:
    """Return the encodings that are worth trying, the guessed one first, each with a line of the file read in it."""
    names = [guessed, *(name for name in ENCODINGS if name != guessed and _is_worth_trying(name, data))]
    line = _foreign_line(data, guessed)
    return tuple(EncodingChoice(one, ENCODINGS.get(one, one), cut(_read_as(line, one, guessed), 80)) for one in names)


def _is_worth_trying(name: str, data: bytes) -> bool:
    return not name.startswith("utf-16") or data[:400].count(0) > 0


def _foreign_line(data: bytes, encoding: str) -> bytes:
    """Return the line that holds the most different signs beyond ASCII, as bytes; the first line when there is none."""
    if encoding.startswith("utf-"):
        text = decoded(data[:_SAMPLED], encoding)
        telling = max(text.splitlines()[:2_000] or [""], key=lambda line: len({c for c in line if not c.isascii()}))
        return telling.encode("utf-8")
    lines = data[:_SAMPLED].splitlines()[:2_000] or [b""]
    return max(lines, key=lambda line: len({byte for byte in line if byte > 127}))


def _read_as(line: bytes, encoding: str, guessed: str) -> str:
    if encoding.startswith("utf-") and guessed.startswith("utf-"):
        return line.decode("utf-8", "replace")
    return line.decode("utf-8" if encoding.startswith("utf-") else encoding, "replace")


def consistent_delimiter(text: str) -> str | None:
    """Return the delimiter that gives most rows the same number of cells, at least two; None when there is none."""
    best: tuple[float, str] | None = None
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for _, cells in islice(parsed(text[:20_000], delimiter, []), 30) if any(cells))
        if not widths:
            continue
        width, rows = widths.most_common(1)[0]
        worth = rows / widths.total() + min(width, 20) / 100
        if width > 1 and (best is None or worth > best[0]):
            best = worth, delimiter
    return best[1] if best else None


def sniffed(head: str) -> tuple[str, ...]:
    """Return what the csv module guesses from the first lines, for lists with a rare delimiter."""
    try:
        guess = csv.Sniffer().sniff("\n".join(head[:2_000].splitlines()[:5])).delimiter
    except csv.Error:
        return ()
    return (guess,) if len(guess) == 1 and not guess.isalnum() and guess not in "\"'\r\n" else ()


def parsed(text: str, delimiter: str, problems: list[Problem]) -> Iterator[Row]:
    """Yield each row with the number of its first line; the apostrophe before a guarded cell is taken away.

    A quotation mark that is open to the end of the text costs its own line alone; the lines below are read on, once.
    """
    lines = list(io.StringIO(text, newline=""))
    passed, retried = 0, False
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = passed + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # A field of more than 128 KB: most often a quotation mark that nobody closed.
            problems.append(Problem(line, OPEN_QUOTE))
            continue
        if not retried and passed + reader.line_num == len(lines) and _is_open(lines[line - 1 :], delimiter):
            problems.append(Problem(line, OPEN_QUOTE, text=cut(lines[line - 1])))
            passed, retried = line, True
            reader = csv.reader(lines[line:], delimiter=delimiter)
            continue
        if not (line == 1 and len(cells) <= 2 and cells and cells[0].lower().startswith("sep=")):
            yield line, [cell[1:] if _GUARDED.match(cell) else cell for cell in cells]


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Say whether a row runs over all these lines because a quotation mark in it is never closed."""
    try:
        # A line more is a row of its own, unless it falls into a field that is still open.
        return len(lines) > 1 and len(list(csv.reader([*lines, "x"], delimiter=delimiter))) == 1
    except csv.Error:
        return True


def cells_of(text: str, delimiter: str) -> Iterable[list[str]]:
    """Return the cells of the rows of a text, for a first look."""
    return (cells for _, cells in parsed(text, delimiter, []))


def head_text(head: bytes) -> str:
    """Return the beginning of a file as text, for telling what it is."""
    plain = to_utf8(head)
    return plain.decode(guess_encoding(plain), "replace")[:20_000]
