"""What contact files share, whatever their format: text encodings, the words for kinds of address, clean values.

`vcard.py` and `table.py` read the same people, so that a card and a spreadsheet row of one person come out equal.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from outreach.domain.contact import Email, Phone, kept_email, kept_phone

#: All that a text of a record may not hold: control characters except newline and tab.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

#: RFC 5321, section 4.5.3.1, and a length that no dialled number reaches: longer texts are kept as they are.
LONGEST_EMAIL = 320
LONGEST_PHONE = 100

BOMS = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

#: Words that say where a number or address belongs; they lead a label ("work fax").
_PLACES = ("work", "home", "other", "school")

#: What files write → our word. An empty word is not worth showing.
_WORDS = {
    "cell": "mobile", "cellphone": "mobile", "iphone": "mobile", "mobil": "mobile", "mobiltelefon": "mobile",
    "business": "work", "arbete": "work", "jobb": "work", "job": "work", "arbetet": "work", "office": "work",
    "hem": "home", "privat": "home", "private": "home", "bostad": "home", "personal": "home",
    "homefax": "home fax", "workfax": "work fax", "home2": "home", "work2": "work", "otherfax": "other fax",
    "annan": "other", "annat": "other", "övrigt": "other", "växel": "main", "company": "main",
    "personsökare": "pager", "besök": "visit", "direkt": "direct", "assistants": "assistant",
    "assistantphone": "assistant",
    "internet": "", "pref": "", "voice": "", "msg": "", "text": "", "x400": "", "intl": "", "dom": "", "postal": "",
    "parcel": "", "smtp": "", "ex": "", "primary": "", "phone": "", "telefon": "",
}  # fmt: skip

_EXTENSION = re.compile(
    r"(?:;ext=|\s*\b(?:ext\.?|extension|ankn\.?|anknytning)\s?|\sx\s?)(\d{1,7})\s*\Z", re.IGNORECASE
)


def clean(text: str) -> str:
    r"""Return `text` as records keep it: newlines as "\n", no other control characters than tab, no blanks around."""
    if text.isprintable():
        return text.strip()
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def to_utf8(data: bytes) -> bytes:
    """Return the file without byte-order mark; UTF-16 and UTF-32 (also UTF-16 without mark) become UTF-8.

    Any other encoding comes back as it was: the caller decides line by line or for the whole file.
    """
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :]
    for mark, codec in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace").encode("utf-8", "replace")
    codec = wide_codec(data)
    return data.decode(codec, "replace").encode("utf-8", "replace") if codec else data


def wide_codec(data: bytes) -> str:
    """Name the UTF-16 flavour of a file without mark: Western text has a zero in each second byte."""
    head = data[:400]
    if len(head) < 4:
        return ""
    half = len(head) // 2
    if head[1::2].count(0) > 0.6 * half and head[0::2].count(0) < 0.2 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.6 * half and head[1::2].count(0) < 0.2 * half:
        return "utf-16-be"
    return ""


def decode(data: bytes) -> str:
    """Return bytes as text: UTF-8 when they are, else the Windows code page of Western Europe (cp1252).

    A text that is UTF-8 but for a few bytes (a character that a program cut in two) stays UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError:
        patched = data.decode("utf-8", "replace")
        broken = patched.count("\ufffd")
        whole = sum(not character.isascii() for character in patched) - broken
        return patched.rstrip("\ufffd") if whole > 2 * broken else data.decode("cp1252", "replace")


@lru_cache(maxsize=1_000)
def label_of(words: tuple[str, ...]) -> str:
    """Return one label for the words of a file: ("FAX", "WORK", "pref") gives "work fax"."""
    known: list[str] = []
    for word in words:
        folded = word.strip().strip("_$!<>").casefold()
        for piece in _WORDS.get(folded, folded).split():
            if piece not in known:
                known.append(piece)
    return clean(" ".join([w for w in known if w in _PLACES] + [w for w in known if w not in _PLACES]))


def knows_label(word: str) -> bool:
    """Say whether a single word is one that files use for a kind of address or number."""
    return word in _WORDS or word in _PLACES or word in _WORDS.values()


def is_google_group(text: str) -> bool:
    """Say whether a label is one of Google's own, which it puts on nearly every contact and which says nothing of anyone."""
    return text.casefold() in ("mycontacts", "my contacts", "starred", "othercontacts", "other contacts")


def home_country(country: str) -> str:
    """Return a country as an address keeps it: empty for Sweden."""
    return "" if country.casefold() in ("sweden", "sverige", "se", "swe") else country


def read_email(text: str, label: str = "") -> Email | None:
    """Return the e-mail of a file's field, or None when it holds nothing. An impossibly long one is not checked."""
    bare = clean(text)
    if len(bare) > LONGEST_EMAIL:
        return Email(bare, label)
    if bare[:7].casefold() == "mailto:":
        bare = bare[7:]
    return kept_email(bare, label) if bare else None


def read_phone(text: str, label: str = "") -> Phone | None:
    """Return the telephone number of a file's field, or None when it holds nothing.

    E.164 has no room for an extension (RFC 3966, section 5.3: `;ext=`), so it moves into the label, where the officer
    sees it.
    """
    bare = clean(text)
    if len(bare) > LONGEST_PHONE:
        return Phone(" ".join(bare.split()), label)
    if bare[:4].casefold() == "tel:":
        bare = bare[4:]
    found = _EXTENSION.search(bare[-40:])
    if found:
        number = kept_phone(bare[: len(bare) - len(found.group())])
        if number.number.startswith("+"):
            return Phone(number.number, f"{label} ext. {found.group(1)}".strip())
    return kept_phone(bare, label) if bare else None
