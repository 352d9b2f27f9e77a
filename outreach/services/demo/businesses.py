"""The companies of the sample municipality and the people who work there."""

from __future__ import annotations

from outreach.domain.company import Company, SizeClass, name_key
from outreach.domain.contact import Address, Email, Phone
from outreach.domain.person import Person, Role
from outreach.services.demo.branches import BRANCHES, LEADERS, STAFF, Branch
from outreach.services.demo.chance import FIXED, MOBILES, Chance, genitive, slug
from outreach.services.demo.names import FAMILIES, FANCIES, MEN, NEIGHBOURS, STREETS, VILLAGES, WOMEN

#: Series that the Companies Registration Office has not come to: limited, partnership, co-operative.
_SERIES = {"AB": "5599", "HB": "9699", "ek. för.": "7699"}

_COMPANY_TAGS = ("lokalt", "vill ha kurs", "ramavtal", "lämnat anbud", "ny leverantör", "miljödiplom", "lärlingar")
_COMPANY_NOTES = (
    "Ringer helst före åtta på morgonen.",
    "Vill ha mejl, inte brev.",
    "Deltar gärna i marknadsdialoger.",
    "Leverantör till grannkommunen sedan 2023.",
    "Har två arbetslag; det ena är uthyrt till hösten.",
    "Ägarskifte på gång.",
)
_PERSON_TAGS = ("nyhetsbrev", "anbudsskola", "talare", "mentor", "allergi vid mat", "frukostklubben")


class Businesses:
    """Makes companies with names of their own, and people for them."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.branch_of: dict[str, Branch] = {}
        self._names: set[str] = set()
        self._numbers: set[str] = set()
        self._founders: dict[str, str] = {}
        self._mobiles = chance.shuffled(MOBILES)
        self._fixed = chance.shuffled(FIXED)

    def companies(self, count: int) -> list[Company]:
        """Return so many companies; about eight in a hundred are sole traders without a number."""
        return [self._company(number) for number in range(count)]

    def people(self, companies: list[Company], count: int) -> list[Person]:
        """Return so many people: one for each company as far as they reach, then more for the larger ones."""
        sizes = {SizeClass.MICRO: 1, SizeClass.SMALL: 4, SizeClass.MEDIUM: 9, SizeClass.LARGE: 12}
        first = companies[:count]
        rest = max(0, count - len(first))
        weights = [sizes.get(company.size, 1) for company in companies]
        extra = self.chance.random.choices(companies, weights, k=rest) if companies else []
        leading = [self._person(company, leads=True) for company in first]
        return leading + [self._person(company, leads=False) for company in extra]

    def _company(self, number: int) -> Company:
        chance = self.chance
        branch = chance.weighted(BRANCHES, [one.share for one in BRANCHES])
        sole = chance.percent(8)
        name, family = self._name(branch, sole)
        form = name.rpartition(" ")[2] if not sole else ""
        form = "ek. för." if name.endswith("ek. för.") else form
        self._founders[name] = family
        self.branch_of[name] = branch
        address, municipality = self._address()
        domain = f"{slug(name.removesuffix(' AB').removesuffix(' HB').removesuffix(' ek. för.'))}.example"
        return Company(
            id=chance.id(),
            name=name,
            org_number="" if sole else self._org_number(_SERIES[form]),
            sole_trader=sole,
            municipality=municipality,
            sni=branch.sni[: chance.number(1, len(branch.sni))],
            size=self._size(branch, sole),
            cpv=chance.some(branch.cpv, 1, 3) if chance.percent(86) else (),
            tags=(branch.tag, *(chance.some(_COMPANY_TAGS, 1, 2) if chance.percent(40) else ())),
            emails=(Email(f"info@{domain}"),) if chance.percent(80) else (),
            phones=(Phone(self._fixed[number % len(self._fixed)]),) if chance.percent(88) else (),
            addresses=(address,),
            website=f"https://www.{domain}" if chance.percent(55) else "",
            notes=chance.one(_COMPANY_NOTES) if chance.percent(9) else "",
            source=chance.one(("Företagslistan 2026", "Mässan i Borlänge", "Egen kontakt", "Näringslivskontoret")),
        )

    def _name(self, branch: Branch, sole: bool) -> tuple[str, str]:
        """Return a name that nobody else has, and the family in it, if any."""
        while True:
            name, family = self._try_name(branch, sole)
            if name_key(name) not in self._names:
                self._names.add(name_key(name))
                return name, family

    def _try_name(self, branch: Branch, sole: bool) -> tuple[str, str]:
        chance = self.chance
        family, word = chance.one(FAMILIES), chance.one(branch.words)
        fancy = chance.one(FANCIES).replace("_", " ")
        village = chance.one(VILLAGES)[0]
        if sole:
            return f"{genitive(family)} {word}", family
        pattern = chance.weighted(range(7), (40, 12, 18, 8, 8, 10, 4))
        if pattern == 6 and branch.tag in ("livsmedel", "skog", "omsorg", "skolskjuts"):
            return f"{genitive(village)} {word} ek. för.", ""
        patterns = (
            (f"{genitive(family)} {word} AB", family),
            (f"{family} & {chance.one(FAMILIES)} {word} AB", family),
            (f"{fancy} {word} AB", ""),
            (f"{genitive(village)} {word} AB", ""),
            (f"{family} & Söner {word} HB", family),
            (f"{family} {word} i {village} AB", family),
            (f"{chance.one(MEN)} {genitive(family)} {word} AB", family),
        )
        return patterns[pattern]

    def _size(self, branch: Branch, sole: bool) -> SizeClass:
        if sole:
            return SizeClass.MICRO
        rest = 98 - branch.micro
        weights = (2, branch.micro, rest * 0.74, rest * 0.22, rest * 0.04)
        return self.chance.weighted(tuple(SizeClass), weights)

    def _org_number(self, series: str) -> str:
        while True:
            digits = f"{series}{self.chance.number(0, 99_999):05}"
            number = digits + _check_digit(digits)
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def _address(self) -> tuple[Address, str]:
        """Return an address, and the code of its municipality; Älvbro is invented and has none."""
        chance = self.chance
        street = f"{chance.one(STREETS).replace('_', ' ')} {chance.number(1, 68)}"
        if chance.percent(38):
            village, postal_code = chance.one(VILLAGES)
            return Address(street, postal_code, village), ""
        code, town, postal_code, _ = chance.weighted(NEIGHBOURS, [one[3] for one in NEIGHBOURS])
        return Address(street, postal_code, town), code

    def _person(self, company: Company, *, leads: bool) -> Person:
        chance = self.chance
        branch = self.branch_of[company.name]
        given = self._given_name()
        founder = self._founders[company.name]
        family = founder if founder and (leads or chance.percent(12)) else chance.one(FAMILIES)
        title = chance.one(LEADERS) if leads else chance.one((*branch.titles, *STAFF))
        mobile = (Phone(self._mobiles.pop(), "mobil"),) if self._mobiles and chance.percent(14) else ()
        domain = company.emails[0].address.partition("@")[2] if company.emails else ""
        has_mail = bool(domain) and chance.percent(78)
        return Person(
            id=chance.id(),
            name=f"{given} {family}",
            given=given,
            family=family,
            roles=(Role(company.id, title if chance.percent(90) else ""),),
            emails=(Email(f"{slug(given)}.{slug(family)}@{domain}", "arbete"),) if has_mail else (),
            phones=mobile or (company.phones if chance.percent(62) else ()),
            tags=chance.some(_PERSON_TAGS, 1, 2) if chance.percent(18) else (),
            language="en" if chance.percent(3) else "",
            source=company.source,
        )

    def _given_name(self) -> str:
        names, second = self.chance.one(((WOMEN, ("Lena", "Karin", "Marie")), (MEN, ("Erik", "Olof", "Anders"))))
        return (
            f"{self.chance.one(names)}-{self.chance.one(second)}" if self.chance.percent(4) else self.chance.one(names)
        )


def _check_digit(digits: str) -> str:
    """Return the tenth digit of an organisation number (Luhn)."""
    total = 0
    for place, digit in enumerate(digits):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)
