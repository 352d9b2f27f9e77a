"""Sixty lines as officers write them, and what they mean: set down by hand before the reader was made to read them.

`FIRST` was there while the reader was written; `SECOND` was written afterwards, in one go, and its first score stands in
`test_one_liners.py`. `unsure` are the fields that must be marked: there two readings are possible, and the officer has to look.
Telephone numbers are what is kept: E.164, or as typed where that would lose something. All are read on Saturday 2026-11-28.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One captured line, and every field that it should give."""

    text: str
    person: str = ""
    title: str = ""
    company: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    follow_up: str = ""
    tenders: tuple[str, ...] = ()
    note: str = ""
    addresses: tuple[str, ...] = ()
    website: str = ""
    org_number: str = ""
    unsure: frozenset[str] = frozenset()
    nasty: bool = False


def unsure(*fields: str) -> frozenset[str]:
    """Name the fields that must be marked."""
    return frozenset(fields)


MOBILE = "+46701234567"

FIRST = (
    Line(
        "Anna Berg, vd, Bergs Bygg AB, 070-123 45 67: vill veta mer om snöröjningen #snö !fre",
        person="Anna Berg",
        title="vd",
        company="Bergs Bygg AB",
        phones=(MOBILE,),
        tags=("snö",),
        follow_up="2026-12-04",
        note="vill veta mer om snöröjningen",
    ),
    Line(
        "vd Anna Berg på Bergs Bygg, 0701234567, anna@bergsbygg.se: vill ha påminnelse @Snöröjning !14",
        person="Anna Berg",
        title="vd",
        company="Bergs Bygg",
        phones=(MOBILE,),
        emails=("anna@bergsbygg.se",),
        tenders=("Snöröjning",),
        follow_up="2026-12-12",
        note="vill ha påminnelse Snöröjning",
    ),
    Line(
        "Karl-Erik von Ström (inköpschef) Dala Plåt AB tel 0240/66 00 00 ankn 12: ramavtal smide",
        person="Karl-Erik von Ström",
        title="inköpschef",
        company="Dala Plåt AB",
        phones=("0240/66 00 00 ankn 12",),
        note="ramavtal smide",
        nasty=True,
    ),
    Line(
        "J. Åkesson, Åkessons Åkeri, +46 (0)70 123 45 67: grus och sand",
        person="J. Åkesson",
        company="Åkessons Åkeri",
        phones=(MOBILE,),
        note="grus och sand",
    ),
    Line(
        "Bergs Bygg AB - Anna Berg - 070-123 45 67 - anna.berg@bergsbygg.se - intresserad av målning",
        person="Anna Berg",
        company="Bergs Bygg AB",
        phones=(MOBILE,),
        emails=("anna.berg@bergsbygg.se",),
        note="intresserad av målning",
    ),
    Line(
        "ordf. Siv Lind hos Smedjebackens Företagarförening: vill ha oss på frukostmöte v 6 #företagarna",
        person="Siv Lind",
        title="ordf.",
        company="Smedjebackens Företagarförening",
        tags=("företagarna",),
        note="vill ha oss på frukostmöte v 6",
    ),
    Line(
        "Öberg Lind, Åsa, Lindstäd HB, 073 555 12 12 #städ",
        person="Åsa Öberg Lind",
        company="Lindstäd HB",
        phones=("+46735551212",),
        tags=("städ",),
        unsure=unsure("person"),
        nasty=True,
    ),
    Line(
        "Mehmet Demir/Demirs Måleri/076-555 00 11/målning av skolor !2026-12-03",
        person="Mehmet Demir",
        company="Demirs Måleri",
        phones=("+46765550011",),
        follow_up="2026-12-03",
        note="målning av skolor",
        nasty=True,
    ),
    Line(
        "Snöröjarna i Söderbärke AB: de vill räkna på sandning, ring Kalle 070-555 12 34",
        company="Snöröjarna i Söderbärke AB",
        phones=("+46705551234",),
        note="de vill räkna på sandning, ring Kalle 070-555 12 34",
        unsure=unsure("phones"),
        nasty=True,
    ),
    Line(
        "Eva Holm, ägare och platschef, Holms Trädgård AB, eva@holmstradgard.se, 0240-555 10: "
        "skötselavtal 12 000 kr/år, 3 st parker",
        person="Eva Holm",
        title="ägare och platschef",
        company="Holms Trädgård AB",
        emails=("eva@holmstradgard.se",),
        phones=("+4624055510",),
        note="skötselavtal 12 000 kr/år, 3 st parker",
    ),
    Line(
        "Anna Berg: ringer tillbaka kl 14 !imorgon",
        person="Anna Berg",
        follow_up="2026-11-29",
        note="ringer tillbaka kl 14",
    ),
    Line(
        "Lars-Göran Ek Eks El AB 0046 70 123 45 67 elarbeten i skolor",
        person="Lars-Göran Ek",
        company="Eks El AB",
        phones=(MOBILE,),
        note="elarbeten i skolor",
        unsure=unsure("person", "company"),
        nasty=True,
    ),
    Line(
        "Fatima Ali, Alis Catering, 072-555 44 33, mejl: fatima at aliscatering punkt se: julbord för 40 personer",
        person="Fatima Ali",
        company="Alis Catering",
        phones=("+46725554433",),
        emails=("fatima@aliscatering.se",),
        note="julbord för 40 personer",
        unsure=unsure("emails"),
        nasty=True,
    ),
    Line(
        'Per Åhs, projektledare, NCC, 070 12 34 567: skolan i Ludvika @"Ny skola Ludvika" #skola #nybygge !v50',
        person="Per Åhs",
        title="projektledare",
        company="NCC",
        phones=(MOBILE,),
        tags=("skola", "nybygge"),
        tenders=("Ny skola Ludvika",),
        follow_up="2026-12-07",
        note="skolan i Ludvika Ny skola Ludvika",
    ),
    Line(
        "Bergs Bygg AB, 556016-0680, Storgatan 12, 777 30 Smedjebacken, info@bergsbygg.se, 0240-66 00 00",
        company="Bergs Bygg AB",
        org_number="5560160680",
        addresses=("Storgatan 12, 777 30 Smedjebacken",),
        emails=("info@bergsbygg.se",),
        phones=("+46240660000",),
    ),
    Line(
        "info@bergsbygg.se, Bergs Bygg: skicka underlag",
        company="Bergs Bygg",
        emails=("info@bergsbygg.se",),
        note="skicka underlag",
    ),
    Line("Åsa 070-555 66 77", person="Åsa", phones=("+46705556677",), unsure=unsure("person")),
    Line(
        "Sven Ek och Bo Lund, Mark & Anläggning i Dalarna AB: vill bjuda på asfalt #asfalt",
        person="Sven Ek och Bo Lund",
        company="Mark & Anläggning i Dalarna AB",
        tags=("asfalt",),
        note="vill bjuda på asfalt",
        unsure=unsure("person"),
        nasty=True,
    ),
    Line(
        "070-123 45 67 Anna Berg Bergs Bygg",
        person="Anna Berg",
        company="Bergs Bygg",
        phones=(MOBILE,),
        unsure=unsure("person", "company"),
        nasty=True,
    ),
    Line(
        "anna berg, bergs bygg, 070 123 45 67, undrar om LOU-utbildning 2027",
        person="anna berg",
        company="bergs bygg",
        phones=(MOBILE,),
        note="undrar om LOU-utbildning 2027",
    ),
    Line(
        "Carina Öst; Östs Redovisning; carina@ost.se; carina.ost@gmail.com; 0240-55 55 55; 070-55 55 555: två mejl",
        person="Carina Öst",
        company="Östs Redovisning",
        emails=("carina@ost.se", "carina.ost@gmail.com"),
        phones=("+46240555555", "+46705555555"),
        note="två mejl",
    ),
    Line(
        "Tomas Blom, Blom & Söner, växel 0240-66 00 00, direkt 0240-66 00 12, mobil 070-123 45 67: stomme till idrottshallen",
        person="Tomas Blom",
        company="Blom & Söner",
        phones=("+46240660000", "+46240660012", MOBILE),
        note="stomme till idrottshallen",
    ),
    Line(
        "Anna Berg, Bergs Bygg AB, 2026-12-03 kl 9: möte om dnr KS 2026/123",
        person="Anna Berg",
        company="Bergs Bygg AB",
        note="2026-12-03 kl 9 möte om dnr KS 2026/123",
    ),
    Line(
        "Bo Ek, Eks Städ, 811228-9874: enskild firma, vill ha mallar",
        person="Bo Ek",
        company="Eks Städ",
        note="enskild firma, vill ha mallar",
        unsure=unsure("org_number"),
    ),
    Line(
        "Plåt-Niklas, 070-999 88 77: tak på förskolan",
        person="Plåt-Niklas",
        phones=("+46709998877",),
        note="tak på förskolan",
        unsure=unsure("person"),
        nasty=True,
    ),
    Line(
        "Stina Falk - Falks Fönster AB; stina@falksfonster.se / 0703-12 34 56: fönsterputs?",
        person="Stina Falk",
        company="Falks Fönster AB",
        emails=("stina@falksfonster.se",),
        phones=("+46703123456",),
        note="fönsterputs?",
    ),
    Line(
        "Mia Ek (Skanska) 070-123 00 00 undrade när ramavtalet går ut",
        person="Mia Ek",
        company="Skanska",
        phones=("+46701230000",),
        note="undrade när ramavtalet går ut",
        unsure=unsure("company"),
        nasty=True,
    ),
    Line(
        "Träffade Olle Lund på Lunds Glas, vill veta varför de förlorade #glas",
        person="Olle Lund",
        company="Lunds Glas",
        tags=("glas",),
        note="vill veta varför de förlorade",
        nasty=True,
    ),
    Line(
        "Ulla Ström, 070-12 34, Ströms Bageri: fikabröd",
        person="Ulla Ström",
        company="Ströms Bageri",
        phones=("+46701234",),
        note="fikabröd",
        unsure=unsure("phones"),
        nasty=True,
    ),
    Line(
        "LBC Ludvika, Håkan, 070-3334455: maskintjänster !3/12",
        person="Håkan",
        company="LBC Ludvika",
        phones=("+46703334455",),
        follow_up="2026-12-03",
        note="maskintjänster",
    ),
)
