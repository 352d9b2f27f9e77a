"""What holds for every line, whatever is typed: it is read, nothing of it is lost, and it takes no longer than its length."""

from __future__ import annotations

import re
import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.domain.pasted import read_pasted
from outreach.domain.quick_line import QuickLine, read_line, split_phones
from tests.domain.one_liners import FIRST, SECOND

TODAY = date(2026, 11, 28)
#: Words that join names and announce contacts; the reader understands them and does not keep them.
UNDERSTOOD = frozenset(
    "på hos från vid at from tel mobil växel direkt e post mejl fax se sverige vx kl mvh med vänlig vänliga hälsning hälsningar "
    "telefon mob "
    "träffade pratade punkt snabel a ankn kontaktperson org nr orgnr namn kontakt".split()
)
PIECES = st.sampled_from(
    (
        "Anna Berg|vd|inköpschef|Bergs Bygg AB|Bergs Bygg|Dala Plåt & Svets|anna berg|070-123 45 67|0240/66 00 00|"
        "+46 70 123 45 67|"
        "anna@bergs.se|info@bergs.se|Storgatan 12|777 22 Smedjebacken|Box 12|www.bergs.se|556016-0680|#bygg|!fre|@Snö|"
        "vill veta mer|"
        "kl 14|12 000 kr|2026-12-03|3 st|på|hos|från|(vd)|(Skanska)|J.|von Ström|Karl-Erik|tel|mobil:|Åsa|Öberg Lind|AB|och|&|"
        ":|-|/|,|;||\n|ring mig|S:t Erik|1:a|EU:s|070-12|66 00 00|701234567"
    ).split("|")
)
JOINTS = st.sampled_from([" ", ", ", " - ", "/", ": ", "; ", "\n", ","])


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Lines made of what officers write, in any order and with anything between."""
    return "".join(draw(PIECES) + draw(JOINTS) for _ in range(draw(st.integers(0, 9))))


def everything(quick: QuickLine) -> str:
    """All that the reader gives back, in one text."""
    addresses = [f"{one.street} {one.postal_code} {one.city} {one.label}" for one in quick.addresses]
    parts = [quick.person, quick.title, quick.company, *quick.emails, *quick.phones, *addresses, quick.website]
    parts += [quick.org_number, quick.note.note, *quick.note.tags, *quick.note.tenders, *quick.phone_labels]
    parts += [one.text for one in quick.unsure]
    return " ".join(parts).casefold()


def lost(line: str, quick: QuickLine) -> list[str]:
    """The words of a line that stand nowhere in what was read."""
    kept = everything(quick)
    squeezed = re.sub(r"\W", "", kept)
    due = (
        set(re.findall(r"\w+", " ".join(re.findall(r"!([\w\-/]+)", line)).casefold()))
        if quick.note.follow_up
        else set()
    )
    if quick.sole_trader:
        line = re.sub(r"\d{6}-\d{4}", "", line)
    words = re.findall(r"\w+", unicodedata.normalize("NFC", line).casefold())
    return [word for word in words if word not in UNDERSTOOD | due and word not in kept and word not in squeezed]


@given(lines())
def test_no_word_of_a_line_is_lost(line: str) -> None:
    assert lost(line, read_line(line, TODAY)) == []
    assert lost(line, read_pasted(line, TODAY)) == []


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "Zs", "P", "Cc")), max_size=80))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    assert lost(text, read_line(text, TODAY)) == []


@given(st.text(max_size=200))
def test_any_text_can_be_pasted(text: str) -> None:
    read_pasted(text, TODAY)
    read_line(text, TODAY)


@pytest.mark.parametrize("line", [one.text for one in FIRST + SECOND])
def test_of_the_officers_lines_no_word_is_lost(line: str) -> None:
    assert lost(line, read_line(line, TODAY)) == []


LONG = ["a", "a.", "1 ", "0 0 ", "A b ", ":", "@", "(", "((a)", "Storgatan ", "777 22 Ab ", "- ", "a@", "a@b.", "070-", ", ", " ",
        "/a", "vd ",
        "Anna Berg, ", "#a ", "!a ", "c/o a, ", "punkt at ", "www.", "tel ", "\n", "1234567890", "AB ", "und & "]  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_a_line_of_ten_thousand_signs_takes_no_more_than_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        start = time.process_time()
        read_line(text, TODAY)
        read_pasted(text, TODAY)
        return time.process_time() - start

    seconds(100)
    short, long = seconds(5_000), seconds(10_000)
    # Twice the length takes about twice the time; a quadratic reader would take four times, and seconds.
    assert long < 0.5 or (long < 3.2 * short and long < 2.0), (short, long)


def test_a_thousand_numbers_side_by_side_are_a_thousand() -> None:
    assert split_phones("070-123 45 67 / " * 1_000 + "08-123 456 00") == ["070-123 45 67"] * 1_000 + ["08-123 456 00"]
