"""The strict gate in front of vobject: one linear pass over each line, so that its slow expression is never reached.

vobject 0.9.9 finds the parts of a line with a regular expression that takes exponential time on a line that does not
fit ("FN;A=,;A=,…", 56 bytes, hangs for ever). Here each line is first read by the grammar of RFC 6350, section 3.3,
token by token and never backwards; only a line that fits is written anew in its plainest form and given to vobject.
Lines of real programs that break the grammar (`X-GOOGLE TALK`, `X-messaging/xmpp-All`, a lone quotation mark) are
mended; anything else is refused with its line number while the rest of the card survives.
"""

from __future__ import annotations

import binascii
import codecs
import re
from dataclasses import dataclass
from functools import lru_cache

from vobject.base import ParseError, parseLine

from outreach.domain.problem import Problem, cut
from outreach.formats.contact_text import decode
from outreach.formats.vcard_lines import Line
from outreach.language import N_

LONGEST_LINE = 200_000
MOST_PARAMS = 200

_TOKEN = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r'[^";:,]*')
_QUOTED = re.compile(r'"[^"]*"')
#: The usual head, without quotation marks. Atomic groups and possessive repeats: it never goes back, so it is linear.
_USUAL = re.compile(
    r"(?:(?P<group>[A-Za-z0-9_-]++)\.)?+(?P<name>[A-Za-z0-9_-]++)"
    r'(?P<params>(?>;[A-Za-z0-9_-]++(?:=[^";:,]*+(?:,[^";:,]*+)*+)?+){0,20}+):'
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]+")
_VENDOR_NAME = re.compile(r"X-[A-Z0-9][A-Z0-9-]{0,78}\Z")

#: Pictures, sounds and keys: never looked at (data minimisation), however long.
_CUT = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
#: What a card is made of here. Other properties are checked and read past.
READ = frozenset(
    "VERSION FN N NICKNAME ORG X-DEPARTMENT TITLE ROLE EMAIL TEL ADR URL NOTE CATEGORIES LANG UID KIND "
    "X-ADDRESSBOOKSERVER-KIND X-ABSHOWAS X-ABLABEL X-OUTREACH-ORG-NUMBER X-OUTREACH-MUNICIPALITY X-OUTREACH-SNI "
    "X-OUTREACH-CPV X-OUTREACH-SIZE X-OUTREACH-SOURCE X-OUTREACH-ROLE".split()
)
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})
_TEXT_CODECS = re.compile(
    r"(?:utf-8|utf-16(?:-[lb]e)?|ascii|latin-1|iso8859-\d+|cp\d+|mac-roman|koi8-[ru]|gb\w+|big5|shift_jis|"
    r"euc_\w+|euc-\w+|iso2022_jp)\Z"
)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card as vobject parsed it: upper-case names, `types` as in the file, `value` still escaped."""

    name: str
    value: str
    line: int
    group: str = ""
    types: tuple[str, ...] = ()
    pref: int = 101


@dataclass(frozen=True, slots=True)
class Head:
    """The part of a line before its colon. A parameter without "=" has no values. `size` counts up to the colon."""

    group: str
    name: str
    params: tuple[tuple[str, tuple[str, ...]], ...]
    size: int


class TooManyParameters(ValueError):
    """A line with more than `MOST_PARAMS` parameters and parameter values."""


def read_property(line: Line) -> Property | Problem | None:
    """Return what a line says, None when it is of no use here, or the problem that sets it aside. Linear time.

    The problems are warnings: the card is kept without the line.
    """
    text = line.raw[: LONGEST_LINE + 1].decode("latin-1")
    try:
        head = read_head(text) or _mended(text)
    except TooManyParameters:
        return _refused(line, N_("The line has more than {limit} parameters. It was left out."), MOST_PARAMS)
    if head is None:
        return _refused(line, N_("This line does not follow the rules of vCard. It was left out."))
    if head.name in _CUT:
        return None
    if len(line.raw) > LONGEST_LINE:
        return _refused(line, N_("The line is longer than {limit} bytes. It was left out."), LONGEST_LINE)
    return _parsed(head, line) if head.name in READ else None


def _refused(line: Line, reason: str, limit: int | None = None) -> Problem:
    values = {} if limit is None else {"limit": str(limit)}
    return Problem(line.number, reason, values, cut(decode(line.raw[:300])), warning=True)


def read_head(text: str) -> Head | None:
    """Return the head of a line by the strict grammar, or None where it does not fit. Raises TooManyParameters."""
    usual = _USUAL.match(text)
    if usual is not None and usual.end() < MOST_PARAMS:
        pieces = (piece.partition("=") for piece in usual["params"].split(";")[1:])
        plain = tuple((key.upper(), tuple(value.split(",")) if equals else ()) for key, equals, value in pieces)
        return Head(usual["group"] or "", usual["name"].upper().replace("_", "-"), plain, usual.end() - 1)
    return _read_head_by_tokens(text)


def _read_head_by_tokens(text: str) -> Head | None:
    name = _TOKEN.match(text)
    if name is None:
        return None
    group, at = "", name.end()
    if text.startswith(".", at):
        group = name.group()
        name = _TOKEN.match(text, at + 1)
        if name is None:
            return None
        at = name.end()
    params: list[tuple[str, tuple[str, ...]]] = []
    count = 0
    while text.startswith(";", at):
        found = _read_param(text, at + 1, MOST_PARAMS - count)
        if found is None:
            return None
        key, values, at = found
        count += max(1, len(values))
        if key:
            params.append((key.upper(), values))
    if not text.startswith(":", at):
        return None
    return Head(group, name.group().upper().replace("_", "-"), tuple(params), at)


def _read_param(text: str, at: int, room: int) -> tuple[str, tuple[str, ...], int] | None:
    """Return one parameter's name and values and where it ends. An empty one (";;") has an empty name."""
    if room <= 0:
        raise TooManyParameters
    name = _TOKEN.match(text, at)
    if name is None:
        return ("", (), at) if text.startswith((";", ":"), at) else None
    at = name.end()
    values: list[str] = []
    if text.startswith("=", at):
        while True:
            quoted = _QUOTED.match(text, at + 1)
            plain = quoted or _PLAIN.match(text, at + 1)
            if plain is None or len(values) >= room:
                raise TooManyParameters
            values.append(plain.group().strip('"'))
            at = plain.end()
            if not text.startswith(",", at):
                break
    return name.group(), tuple(values), at


def _mended(text: str) -> Head | None:
    """Read a head that breaks the grammar the way real programs do; None when it looks like no property at all."""
    colon = text.find(":")
    if colon < 0 or colon > LONGEST_LINE:
        return None
    pieces = text[:colon].replace('"', "").split(";")
    if len(pieces) > MOST_PARAMS:
        raise TooManyParameters
    group, dot, bare = pieces[0].strip().partition(".")
    if not dot or not _TOKEN.fullmatch(group):
        group, bare = "", pieces[0].strip()
    name = _NOT_IN_NAMES.sub("-", bare).strip("-").upper()
    if name not in READ and name not in _CUT and not _VENDOR_NAME.match(name):
        return None
    params: list[tuple[str, tuple[str, ...]]] = []
    for piece in pieces[1:]:
        key, equals, value = piece.partition("=")
        key = _NOT_IN_NAMES.sub("-", key.strip()).strip("-").upper()
        if key:
            params.append((key, tuple(value.split(",")[:MOST_PARAMS]) if equals else ()))
    return Head(group, name, tuple(params), colon)


def _parsed(head: Head, line: Line) -> Property | Problem:
    """Write the line in its plainest form, let vobject parse it, and take over what it found."""
    encodings, charset, params = _sorted_out(head)
    value = _value(line.raw[head.size + 1 :], encodings, charset)
    if value is None:
        return _refused(line, N_("The value of this line cannot be decoded. It was left out."))
    group = f"{head.group}." if head.group else ""
    try:
        # Only the parse: vobject's ContentLine would decode once more, and its Component would cut texts at commas.
        name, found, value, grouped = parseLine(f"{group}{head.name}{params}:{value}", line.number)
    except ParseError:
        return _refused(line, N_("This line does not follow the rules of vCard. It was left out."))
    types = tuple(word for key, *given in found if key == "TYPE" for one in given for word in one.split(",") if word)
    preferences = [one for key, *given in found if key == "PREF" for one in given]
    return Property(
        name=str(name),
        value=str(value),
        line=line.number,
        group=(grouped or "").lower(),
        types=types,
        pref=_preference(preferences, types),
    )


def _preference(given: list[str], types: tuple[str, ...]) -> int:
    """Return 1 for the most preferred to 100; 101 when the file does not say (RFC 6350, 5.3; `pref` of 2.1 and 3.0)."""
    if given and given[0].isascii() and given[0].isdigit() and len(given[0]) <= 3:
        return int(given[0])
    return 1 if any(word.upper() == "PREF" for word in types) else 101


def _sorted_out(head: Head) -> tuple[frozenset[str], str, str]:
    """Return the encodings, the charset, and the other parameters as vobject likes them.

    A bare word of vCard 2.1 (";WORK;FAX") becomes a TYPE or, for "QUOTED-PRINTABLE", an encoding.
    """
    if not head.params:
        return frozenset(), "", ""
    encodings: set[str] = set()
    charset = ""
    written: list[str] = []
    for key, values in head.params:
        if key == "ENCODING":
            encodings.update(value.upper() for value in values)
        elif key == "CHARSET":
            charset = values[0] if values else ""
        elif not values and key in _ENCODINGS:
            encodings.add(key)
        elif values:
            written.append(f";{key}={','.join(_quoted(value) for value in values)}")
        else:
            written.append(f";TYPE={key}")
    return frozenset(encodings), charset, "".join(written)


def _quoted(value: str) -> str:
    text = decode(value.encode("latin-1")).replace('"', "")
    return f'"{text}"' if any(mark in text for mark in ",;:") or not text else text


def _value(raw: bytes, encodings: frozenset[str], charset: str) -> str | None:
    """Return the value as text, or None when it cannot be decoded."""
    if not encodings and not charset:
        return decode(raw)
    if "QUOTED-PRINTABLE" in encodings:
        raw = binascii.a2b_qp(raw)
    elif "BASE64" in encodings or "B" in encodings:
        try:
            raw = binascii.a2b_base64(raw)
        except binascii.Error:
            return None
    codec = _codec(charset)
    if codec:
        try:
            return raw.decode(codec)
        except UnicodeError:
            pass
    return decode(raw)


@lru_cache(maxsize=100)
def _codec(charset: str) -> str:
    """Return Python's name of a charset that a card may name, or an empty text. Never a codec that is no charset."""
    if not charset or not re.fullmatch(r"[A-Za-z0-9_.:-]{1,40}", charset):
        return ""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return ""
    return name if _TEXT_CODECS.match(name) else ""
