"""Address books in LDIF: folded lines, Base64, what is refused, and that nothing is ever fetched."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.contact import Address, Email, Phone
from outreach.formats import ldif
from outreach.formats.ldif import looks_like_ldif, read_ldif
from outreach.formats.registry import identify

SAMPLE = Path(__file__).parents[1] / "samples" / "ldif" / "thunderbird.ldif"


def test_an_address_book_of_thunderbird() -> None:
    cards, problems = read_ldif(SAMPLE.read_bytes())
    asa, plat = cards
    assert (asa.line, asa.name, asa.given, asa.family) == (3, "Åsa Öberg", "Åsa", "Öberg")
    assert (asa.organisation, asa.title, asa.note) == ("Åsgårdens Bygg AB", "vd", "Vill ha anbud om skolan")
    assert asa.emails == (Email("asa@asgarden.example"), Email("asa@hemma.example"))
    assert asa.phones == (Phone("+46243111111", "work"), Phone("+46701112233", "mobile"))
    assert asa.addresses == (Address("Storgatan 1", "784 30", "Borlänge", label="work"),)
    assert (plat.is_company, plat.name, plat.organisation) == (True, "Dala Plat AB", "Dala Plat AB")
    # The picture lies in a file of the computer: it is told, and not opened.
    assert [(problem.reason, problem.warning) for problem in problems] == [(ldif.ELSEWHERE, True)]


def test_it_is_known_by_its_content() -> None:
    head = SAMPLE.read_bytes()[:400]
    found = identify(head, "adresser.txt")
    assert found is not None
    assert found.name == "ldif"
    assert looks_like_ldif(b"\xef\xbb\xbfdn: cn=x\r\n")
    assert not looks_like_ldif(b"Namn;Ort\r\n")


def test_one_bad_line_or_entry_costs_only_itself() -> None:
    text = (
        "dn: cn=a\nobjectclass: person\ncn: Anna\nmail:: ***\nrubbish\n\n"
        "dn: cn=b\nobjectclass: person\ndescription: x\n\n"
        "dn: cn=c\nchangetype: delete\ncn: Gone\n\n"
        "dn: cn=d\ncn: Bo\n"
    )
    cards, problems = read_ldif(text.encode())
    assert [card.name for card in cards] == ["Anna", "Bo"]
    assert [(problem.line, problem.reason) for problem in problems] == [
        (4, ldif.BAD_BASE64), (5, ldif.BAD_LINE), (7, ldif.NO_NAME),
    ]  # fmt: skip


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: f"dn: x\n{text}".encode("utf-8", "replace"))))
def test_whatever_comes_nothing_is_raised(data: bytes) -> None:
    cards, problems = read_ldif(data)
    assert cards or problems or data.strip()
