"""The folded copy that search reads (design, section 5): SQLite alone does not find "ÅSA" for "åsa".

Every word is indexed as written (case-folded, å ä ö kept) and without its marks, so that "åsa" finds Åsa alone and "asa"
finds both Åsa and Asa. The tokens are the same on SQLite (FTS5) and PostgreSQL (tsvector), because they are made here.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_GROUPED = re.compile(r"\d+(?:[\s\-–/().]{1,3}\d+)+")
_KEEP = {"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o"}
_UNMARKED = str.maketrans(_KEEP)
_SPECIAL = str.maketrans({"ß": "ss", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"})

#: A word longer than this is not a word; it is cut so that a stranger's file cannot swell the index.
LONGEST_WORD = 64


def words(text: str) -> list[str]:
    """Return the words of a text, case-folded, with å ä ö æ ø kept and every other mark taken off."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_SPECIAL)
    return [_bare(word)[:LONGEST_WORD] for word in _WORD.findall(lowered)]


def _bare(word: str) -> str:
    if word.isascii() or word.translate(_UNMARKED).isascii():
        return word
    return "".join(char if char.isascii() or char in _KEEP else _without_mark(char) for char in word)


def _without_mark(char: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))


def plain(word: str) -> str:
    """Return a word without the marks of å ä ö æ ø as well."""
    return word if word.isascii() else word.translate(_UNMARKED)


def index_text(*texts: str) -> str:
    """Return the text to index: each word as written and, where it differs, without marks; each once.

    Digits that signs or spaces group are there as one word too ("2026/118" as 2026118), because that is how `query_words`
    asks for them.
    """
    seen: dict[str, None] = {}
    for text in texts:
        for word in words(text):
            seen[word] = None
            bare = plain(word)
            if bare != word:
                seen[bare] = None
        for group in _GROUPED.findall(text):
            seen[re.sub(r"\D", "", group)[:LONGEST_WORD]] = None
    return " ".join(seen)


def query_words(text: str) -> list[str]:
    """Return the word beginnings to look for; all of them must be found. Empty for a text without words."""
    found = words(text)
    joined = _digits_joined(text)
    return joined if joined is not None else found


def _digits_joined(text: str) -> list[str] | None:
    """A telephone or organisation number is found however it is grouped: "070 1234" looks for "0701234"."""
    if not re.fullmatch(r"\s*\+?[\d\s\-–/().]+\s*", text):
        return None
    digits = re.sub(r"\D", "", text)
    if text.strip().startswith("+46"):
        digits = "0" + digits[2:]
    elif digits.startswith("0046"):
        digits = "0" + digits[4:]
    return [digits] if digits else []
