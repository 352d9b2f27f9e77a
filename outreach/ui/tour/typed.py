"""What the tour types into the program, as a Swedish officer would: data, not texts of the program."""

from __future__ import annotations

from outreach.ui.capture.entry import Entry

ENTRY = Entry(
    company="Bergs Bygg AB",
    person="Anna Berg",
    contact="070-123 45 67, anna@bergsbygg.example",
    note="Frågade om snöröjningen och när den annonseras nästa gång. #bygg !fre",
)
LINE = "Anna Berg Bergs Bygg AB 070-123 45 67, anna at bergsbygg punkt se: vill räkna på snöröjning #vinter !14"
SIGNATURE = """Örjan Åkerström
Projektledare
Åkerströms Entreprenad AB
Verkstadsgatan 27 B, 799 10 Älvbro
070-174 06 11
orjan.akerstrom@akerstroms.example
www.akerstroms.example"""
QUESTION = "När kommer snöröjningen?"
#: Three cards to import; the last one names nobody, so that the preview shows a problem too.
CARDS = """BEGIN:VCARD
VERSION:3.0
N:Berg;Anna;;;
FN:Anna Berg
ORG:Bergs Bygg AB
TEL;TYPE=CELL:070-174 06 11
EMAIL:anna@bergsbygg.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Öst;Åke;;;
FN:Åke Öst
ORG:Östs Plåtslageri
EMAIL:ake@ostsplat.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
TEL:070-174 06 22
END:VCARD
"""

#: A list as organisers send it: a title above the headings, a column that nobody knows, a row without a name.
EXHIBITORS = """Utställare på Företagsmässan
Företag;Org.nr;Kontaktperson;E-post;Telefon;Bransch;Ort;Monter
Åkes Bygg AB;556677-8899;Åke Öberg;ake@akesbygg.example;0240-174 06 05;Bygg;Ludvika;A12
Östlunds Måleri HB;;Örjan Östlund;orjan@ostlunds.example;070-174 06 11;Måleri;Borlänge;B3
Bergslagens El;;Maria Lind;maria@blel.example;;El;Smedjebacken;C1
;;;;0240-174 06 22;Städ;Fagersta;C2
"""

COMMAND = "fly"

#: What is said about a tender under advertisement, and something new about one that is to come.
ADVERTISED_NOTE = 'undrar vad som menas med krav 3.2 @"{tender}" =off'
NEWS_NOTE = 'fick veta att starten blir i maj @"{tender}" =ny !fre'

#: A note that says more than a register of companies should know, and a card that breaks off.
SENSITIVE = Entry(
    company="Bergs Bygg AB",
    person="Anna Berg",
    contact="070-123 45 67",
    note="Var sjukskriven i våras, men vill räkna på snöröjningen nu. !fre",
)
MINE, THEIRS = "Vill höra av oss om snöröjningen i maj.", "Ringde: vill ha underlaget redan i april."
HALF_TYPED = ("Fråga nätverket", "Fråga", "Hur delar ni upp snöröjningen i områden, och hur många")
#: The first letter of the host is no Latin one.
LOOK_ALIKE = "https://www.\u0430lvbro.example/upphandling?id=2026-0386"
LOST_COLUMNS = """BEGIN:VCARD
VERSION:3.0
N:Berg;Anna;;;
FN:Anna Berg
EMAIL:anna@bergsbygg.example
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:Öst;Åke;;;
FN:Åke Öst
Det här är ingen rad i ett kort
TEL;TYPE=CELL:070-174 06 11
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Örjan
"""
