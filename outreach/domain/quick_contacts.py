"""The contacts in running text: e-mail addresses, telephone numbers, web sites, organisation numbers, postal addresses.

`take_contacts` takes them out, one kind after the other, and leaves a comma where each stood, so that what remains is names and
words. Dates, amounts, clock times and case numbers are not telephone numbers and stay. A sole trader's number is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from outreach.domain.company import MASK, read_org_number
from outreach.domain.contact import Address, clean_email, clean_phone, is_whole_phone
from outreach.domain.quick_addresses import take_addresses
from outreach.domain.quick_note import Unsure, personal_number
from outreach.language import N_

_ENDS = r"se|com|nu|net|org|eu|info|dk|no|fi|io|biz|app|example|test"
_SIGNS = r"\s,;<>()\[\]|\"'“”"
_EMAIL = re.compile(rf"(?<![^{_SIGNS}:=/])[^{_SIGNS}:=@/]{{1,64}}@[^{_SIGNS}:=@/]{{1,190}}")
_EMAIL_LABEL = re.compile(
    r"(?<!\w)(?:e-?post(?:adress)?|e-?mail|mejla?|maila?|mailto|epost|@|[eE])\s?\.?\s?:?\s*<?$", re.IGNORECASE
)
_AT = r"(?: ?[\[(] ?(?:at|a|ät|snabel-?a) ?[\])] ?| (?:at|ät|snabel-?a|\(a\)) | @ ?|@ ?)"
_DOT = r"(?: ?[\[(] ?(?:dot|punkt) ?[\])] ?| (?:punkt|dot) |\.|,)"
_SPOKEN_EMAIL = re.compile(
    rf"(?<![\w.+\-@])(?P<name>[\w.+\-]{{1,64}}(?: punkt [\w\-]{{1,40}})?){_AT}"
    rf"(?P<host>[\w\-]{{1,63}}(?:{_DOT}[\w\-]{{1,63}}){{0,2}}?){_DOT}(?P<end>{_ENDS})(?![\w\-])",
    re.IGNORECASE,
)
_WEB = re.compile(rf"(?<![\w@.\-/])(?:https?://|www\.)[^{_SIGNS}]{{1,500}}", re.IGNORECASE)
_BARE_WEB = re.compile(
    rf"(?<![\w@.\-/])(?:[\w\-]{{1,63}}\.){{1,3}}(?:{_ENDS})(?![\w@\-]|\.\w)(?! (?:AB|HB|KB)\b)(?:/[^{_SIGNS}]{{0,400}})?",
    re.IGNORECASE,
)
_WEB_LABEL = re.compile(r"(?<!\w)(?:webb?(?:plats|sida)?|hemsida|web ?site|url|[wW])\s?:?\s*$", re.IGNORECASE)
#: Addresses of meetings and of other people's pages: never the company's own website.
_NOT_OWN = re.compile(
    r"teams\.|zoom\.|linkedin\.|facebook\.|instagram\.|youtube\.|maps\.|goo\.gl|bit\.ly|lnkd\.in", re.IGNORECASE
)
_ORG_LABEL = (
    r"(?:org(?:anisations)?\.? ?-?(?:nr|nummer|no)\.?|orgnr\.?|momsreg(?:istrerings)?\.? ?-?(?:nr|nummer)?\.?|moms(?:-?nr)?\.?|"
    r"vat(?: ?(?:nr|no|number))?\.?|pers(?:on)?\.? ?-?(?:nr|nummer)\.?)"
)
_LABELLED_ORG = re.compile(
    rf"(?<!\w)(?P<label>{_ORG_LABEL})\s?:?\s*(?P<number>(?:SE ?)?\d[\d\-–+ ]{{6,15}}\d)(?!\w)|(?<!\w)(?P<vat>SE ?\d{{10}}01)(?!\w)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w@.:\-+§])(?:\+|\(\+)?\(?\d[\d \-–/().]{1,200}\d(?![\w%]|:\d)")
_NEXT_NUMBER = re.compile(r"\s*/\s*(?=0\d|\+)|\s+(?=0\d|\+)")
#: "0241-60 600 / 5 lastbilar", "0241-606 00 5 lastbilar": what is counted is no end of the number.
_COUNT_AT_END = re.compile(r"(?<=\d)(?:\s+/\s+\d{1,3}|\s+\d)$")
_WORD_NEXT = re.compile(r"\s+[^\W\d_]{2}")
_PHONE_WORD = (
    r"(?:tel(?:efon)?(?:\.? ?nr|nummer)?|tfn|tlf|phone|mob(?:il|ile)?(?:nr|nummer|tel(?:efon)?)?|cell|"
    r"direkt(?:nr|nummer|tel(?:efon)?)?|dir|direct|växel(?:nr|nummer|tel(?:efon)?)?|vxl?|switchboard|jour|fax|hem|kontor|"
    r"jobb|arbete|work|office|[tmpdv])"
)
_PHONE_LABEL = re.compile(
    rf"(?<!\w)(?P<label>{_PHONE_WORD}(?:\.? ?[/,(]? ?{_PHONE_WORD}\)?)?)(?!\w)\s?\.?\s?:?\s*$", re.IGNORECASE
)
#: On the line of its number, and no label of the next one: "Växel: 0240-66 00 00 / Mobil: 070-123 45 67".
_LABEL_AFTER = re.compile(
    r"[ \t]?(?:\((mobil|växel|vx|direkt|jour|hem|jobb|arbete|kontor|mob)\.?\)|(mobil|växel|vxl?|direkt)(?=\s*(?:[,;|\n]|$)))",
    re.IGNORECASE,
)
_EXTENSION = re.compile(
    r"[ ,]{0,2}(?:ankn(?:ytning)?\.?|ext\.?|extension|anknytningsnr)\s?:?\s?\d{1,5}(?!\d)", re.IGNORECASE
)
_ORG_SHAPE = re.compile(r"\d{6}[-–]\d{4}")
_TEN_DIGITS = re.compile(r"(?<![\w+])[1-9]\d[01]\d{7}(?!\w)")
_DATE = re.compile(
    r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|"
    r"(?:19|20)\d{2}[-–./](?:0?[1-9]|1[0-2])(?:[-–./](?:0?[1-9]|[12]\d|3[01]))?|(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])"
    r"(?:[-–./ ](?:\d{4}|\d{2}))?|(?:19|20)\d{2}(?:\s?[-–/]\s?(?:(?:19|20)\d{2}|\d{2}))?|\d{1,2}\.\d{2}\s?[-–]\s?\d{1,2}\.\d{2}"
)
_UNIT = re.compile(
    r"\s?(?:kr|kronor|:-|sek|tkr|mkr|mnkr|msek|ksek|miljon\w*|mille|st|stycken|%|procent|m2|m²|kvm|m3|km|mil|ton|kg|meter|liter|"
    r"anställda|pers(?:oner)?|man|timmar|tim|h|år|dagar|veckor|månader|min|elever|platser|lägenheter|bostäder|portioner)(?!\w)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:(?<!\w)(?:kl\.?|klockan|dnr\.?|diarienr\.?|ärende|ks|nr|v\.?|vecka|ca|cirka|runt|omkring|minst|högst|max|över|under|"
    r"upp till|mellan|lgh|sedan|våren|hösten|vintern|sommaren|år|den|bord|monter|rum|sal|ref\.?|faktura|"
    r"order|avtal|plan)|§)\s?:?\s?$",
    re.IGNORECASE,
)
_LONGEST_LABEL = 40
_SHORTEST_WITH_AREA, _LONGEST_NUMBER = 7, 15
_SHORTEST_TOLD = 5
_LABELS = (
    ("mob", "mobile"), ("cell", "mobile"), ("m", "mobile"), ("väx", "switchboard"), ("vx", "switchboard"), ("v", "switchboard"),
    ("switch", "switchboard"), ("direkt", "direct"), ("dir", "direct"), ("d", "direct"), ("hem", "home"), ("fax", "fax"),
    ("kontor", "work"), ("jobb", "work"), ("arbete", "work"), ("work", "work"), ("office", "work"),
)  # fmt: skip


@dataclass(slots=True)
class Contacts:
    """What was found, in the order in which it stood. `beside` are words that fit no field and belong in the note."""

    emails: list[str] = field(default_factory=list)
    phones: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    website: str = ""
    org_number: str = ""
    sole_trader: bool = False
    beside: list[str] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)


def take_contacts(text: str) -> tuple[str, Contacts]:
    """Take the contacts out of a text. Returns the rest, with a comma where each stood, and what was found."""
    found = Contacts()
    rest = _replaced(_SPOKEN_EMAIL, text, lambda match: _spoken(match, found), _EMAIL_LABEL)
    rest = _replaced(_EMAIL, rest, lambda match: _email(match, found), _EMAIL_LABEL)
    rest = _replaced(_WEB, rest, lambda match: _web(match, found), _WEB_LABEL)
    rest = _replaced(_BARE_WEB, rest, lambda match: _web(match, found), _WEB_LABEL)
    rest = _LABELLED_ORG.sub(lambda match: _labelled_org(match, found), rest)
    rest, places = take_addresses(rest)
    found.addresses = places.addresses
    found.unsure += places.unsure
    return _numbers(rest, found), found


def mask_bare_numbers(text: str) -> tuple[str, bool]:
    """Mask personal identity numbers that are written as ten digits in a row; says whether there were any."""
    found = False

    def masked(match: re.Match[str]) -> str:
        nonlocal found
        number = read_org_number(match.group())
        if not (number.valid and number.sole_trader):
            return match.group()
        found = True
        return MASK

    return _TEN_DIGITS.sub(masked, text), found


def split_phones(text: str) -> list[str]:
    """Divide numbers that stand side by side: "070-123 45 67 / 0240-66 00 00" is two, "08-123 456 00" one.

    Of several places to divide at, one that leaves a whole number before it is taken, then one at a slash.
    """
    pieces: list[str] = []
    while True:
        place = _place_to_divide(text)
        if place is None:
            return [*pieces, " ".join(text.split())]
        pieces.append(" ".join(text[: place[0]].split()))
        text = text[place[1] :]


def _place_to_divide(text: str) -> tuple[int, int] | None:
    fitting: list[tuple[int, int]] = []
    for match in _NEXT_NUMBER.finditer(text):
        before = _digit_count(text[: match.start()])
        if before > _LONGEST_NUMBER and fitting:
            break
        if before >= _SHORTEST_WITH_AREA and _digit_count(text[match.end() : match.end() + 40]) >= _SHORTEST_WITH_AREA:
            fitting.append(match.span())
    if not fitting:
        return None
    return min(fitting, key=lambda place: (not is_whole_phone(text[: place[0]]), "/" not in text[slice(*place)], place))


def _digit_count(text: str) -> int:
    return sum(char.isdecimal() for char in text)


def _replaced(
    pattern: re.Pattern[str], text: str, take: Callable[[re.Match[str]], str | None], label: re.Pattern[str]
) -> str:
    """Replace what `take` takes (None: leave it), with the label before it."""
    kept: list[str] = []
    place = 0
    for match in pattern.finditer(text):
        instead = take(match)
        if instead is None:
            continue
        before = text[place : match.start()]
        kept += [_cut(before, label), instead]
        place = match.end()
    return "".join([*kept, text[place:]])


def _cut(before: str, label: re.Pattern[str]) -> str:
    """Take a label off the end of a text."""
    tail = before[-_LONGEST_LABEL:]
    match = label.search(tail)
    return before if match is None else before[: len(before) - len(tail) + match.start()]


def _spoken(match: re.Match[str], found: Contacts) -> str | None:
    whole = match.group()
    if not re.search(r"[\s,\[(]", whole):
        return None
    name = match.group("name").replace(" punkt ", ".")
    host = re.sub(_DOT, ".", match.group("host"), flags=re.IGNORECASE)
    address = f"{name}@{host}.{match.group('end')}"
    if clean_email(address) is None:
        return None
    found.emails.append(address)
    found.unsure.append(Unsure(whole, N_("read as an e-mail address"), "emails"))
    return ","


def _email(match: re.Match[str], found: Contacts) -> str:
    whole = match.group()
    address = whole.rstrip(".!?*")
    if address not in found.emails:
        found.emails.append(address)
        if clean_email(address) is None:
            found.unsure.append(Unsure(address, N_("not a valid e-mail address"), "emails"))
    return "," + whole[len(address) :]


def _web(match: re.Match[str], found: Contacts) -> str:
    whole = match.group()
    address = whole.rstrip(".:!?")
    if found.website or _NOT_OWN.search(address):
        if address != found.website:
            found.beside.append(address)
    else:
        found.website = address
    return "," + whole[len(address) :]


def _labelled_org(match: re.Match[str], found: Contacts) -> str:
    typed = match.group("number") or match.group("vat")
    if _enter_org(typed, found):
        return ","
    if match.group("label") is None:
        return match.group()
    found.unsure.append(Unsure(typed, N_("not an organisation number: the check digit is wrong"), "org_number"))
    found.beside.append(match.group())
    return ","


def _enter_org(typed: str, found: Contacts) -> bool:
    number = read_org_number(typed)
    if not number.valid:
        return False
    if number.sole_trader:
        found.sole_trader = True
        found.unsure.append(personal_number(MASK))
    elif found.org_number and found.org_number != number.digits:
        found.beside.append(typed)
        found.unsure.append(Unsure(typed, N_("a second organisation number"), "org_number"))
    else:
        found.org_number = number.digits
    return True


def _numbers(text: str, found: Contacts) -> str:
    """Take telephone and organisation numbers out of a text, with their labels."""
    kept: list[str] = []
    place = 0
    for match in _DIGITS.finditer(text):
        if match.start() < place:
            continue
        before = text[place : match.start()]
        tail = before[-_LONGEST_LABEL:]
        label = _PHONE_LABEL.search(tail)
        run = match.group().rstrip(" -–/(.")
        counted = _COUNT_AT_END.search(run) if _WORD_NEXT.match(text, match.start() + len(run)) else None
        if counted:
            run = run[: counted.start()]
        end = match.start() + len(run)
        if run.startswith("(") and ")" not in run:
            # A bracket around it, or around more: it belongs to the words.
            before, run = before + "(", run[1:]
        if _is_counted(run, tail, text[end : end + 20], labelled=label is not None):
            continue
        after = None if label else _LABEL_AFTER.match(text, end)
        extension = _EXTENSION.match(text, end)
        word = label.group("label") if label else (after.group(1) or after.group(2)) if after else ""
        more = extension.group() if extension else ""
        left = _take_run(run, more, _phone_label(word), found, labelled=bool(word))
        if left is None:
            continue
        kept += [_cut(before, _PHONE_LABEL) if label else before, left]
        place = (extension or after or match).end() if extension or after else end
    return "".join([*kept, text[place:]])


def _is_counted(run: str, before: str, after: str, *, labelled: bool) -> bool:
    """Say whether a run of digits is a date, an amount, a number of things or a case number."""
    bare = run.strip()
    if _DATE.fullmatch(bare):
        return True
    if _UNIT.match(after) and not bare.startswith(("0", "+")):
        return True
    return not labelled and bool(_COUNTED.search(before)) and not bare.startswith(("0", "+", "("))


def _take_run(run: str, extension: str, label: str, found: Contacts, *, labelled: bool) -> str | None:
    """Enter the numbers of a run of digits; return what stays in their place, or None when all of it stays."""
    if not labelled and _digit_count(run) < _SHORTEST_TOLD:
        return None
    pieces = split_phones(run)
    if len(pieces) == 1 and not labelled and not _looks_dialled(pieces[0]):
        return _take_other(pieces[0], found)
    for number, piece in enumerate(pieces):
        if _is_org(piece) and _enter_org(piece, found):
            continue
        typed = piece + (" " + extension.strip(" ,") if extension and number == len(pieces) - 1 else "")
        if label == "fax":
            found.beside.append(f"fax {typed}")
            continue
        found.phones.append((typed, label))
        if not clean_phone(piece):
            found.unsure.append(Unsure(typed, N_("not a telephone number that I can read"), "phones"))
        elif not is_whole_phone(piece):
            found.unsure.append(Unsure(typed, N_("perhaps not a whole telephone number"), "phones"))
    return ","


def _looks_dialled(piece: str) -> bool:
    return piece.startswith(("0", "+", "(0", "(+"))


def _is_org(piece: str) -> bool:
    number = read_org_number(piece)
    return number.valid and (not _looks_dialled(piece) or "-" in piece[6:7])


def _take_other(piece: str, found: Contacts) -> str | None:
    """Take a run that does not begin as a telephone number: an organisation number, or a number without its first zero."""
    if _is_org(piece) and _enter_org(piece, found):
        return ","
    if _ORG_SHAPE.fullmatch(piece):
        found.unsure.append(Unsure(piece, N_("not an organisation number: the check digit is wrong"), "org_number"))
        return None
    digits = _digit_count(piece)
    if digits >= _SHORTEST_WITH_AREA + 1 and clean_phone(piece):
        found.phones.append((piece, ""))
        found.unsure.append(Unsure(piece, N_("taken as a telephone number without its first zero"), "phones"))
        return ","
    if digits >= _SHORTEST_TOLD:
        found.unsure.append(Unsure(piece, N_("a number that fits nowhere"), "note"))
    return None


def _phone_label(word: str) -> str:
    folded = word.casefold()
    short = len(folded) == 1
    for start, label in _LABELS:
        if folded == start or (len(start) > 1 and not short and start in folded):
            return label
    return ""
