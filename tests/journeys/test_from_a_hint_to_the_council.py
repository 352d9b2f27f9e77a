"""One hint at a fair, all the way: told to everyone, advertised, bid on and not bid on, contracted, and read by the council.

Every step is a command, as the officer could give it; the notices are files, as the procurement system gives them. The paper for
the tender documents (LOU 4 kap. 8 §) is read by another program than ours, down to its bytes.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from outreach.cli.main import run
from outreach.services.house import House
from outreach.settings import Settings
from outreach.storage.database import Signature, open_workspace
from tests.print.good_pdf import assert_good_pdf
from tests.ready import fresh_workspace

NOTICES = Path(__file__).parents[1] / "samples" / "eforms"
#: What must not stand in the paper for all: whom we met, where they work, and how they are reached.
SECRET = (
    "Sara Norling", "Norling", "Norrgräv", "sara@norrgrav.example", "norrgrav", "070-555 66 77", "0705556677", "+46705556677",
    "Per Ask", "Plogservice", "559999-0016", "5599990016",
)  # fmt: skip
HINT = "svängrummet vid skolan räcker inte för en stor plog"
NEWS = "Upphandlingen delas i två områden: tätorten och byarna."


@dataclass
class Desk:
    """The officer's computer, with a clock that is put forward."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    now: datetime

    def at(self, *moment: int) -> None:
        self.now = datetime(*moment, 9, 0, tzinfo=UTC)  # type: ignore[arg-type,misc]

    def __call__(self, *words: object) -> dict[str, Any]:
        signature = Signature("Maria Lind", "laptop", lambda: self.now)
        self.capsys.readouterr()
        code = run(
            ["--workspace", str(self.folder / "register.outreach"), *map(str, words), "--json"],
            lambda place, writing: House(open_workspace(place, signature, writing=writing)),
            lambda place: House(fresh_workspace(Path(place), signature)),
            Settings(language="sv"),
        )
        said = self.capsys.readouterr()
        assert code == 0, f"{words}: {said.err}"
        answer: dict[str, Any] = json.loads(said.out)
        return answer


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An office with its unit, two companies and a planned tender that a notice told of."""
    monkeypatch.setenv("OUTREACH_HOME", str(tmp_path / "home"))
    made = Desk(tmp_path, capsys, datetime(2026, 9, 20, 9, 0, tzinfo=UTC))
    made("new", tmp_path / "register.outreach")
    made("unit", "set", "--municipality", "Älvbro kommun", "--email", "upphandling@alvbro.example")
    made("officer", "add", "Maria Lind")
    made("company", "add", "Norrgräv AB", "--org-number", "559999-0016", "--email", "info@norrgrav.example")
    made("company", "add", "Plogservice i Älvbro AB", "--email", "info@plogservice.example")
    made("import", NOTICES / "planning.xml")
    return made


def test_a_hint_at_a_fair_is_followed_to_the_council(desk: Desk) -> None:
    tender = _the_only_tender(desk)
    fair = desk("event", "add", "Höstmässan", "--start", "2026-10-08 09:00", "--end", "16:00", "--kind", "fair")
    event = fair["event"]["id"]

    # At the fair: one hints at a trouble and gets to know something new, one hears what is public.
    desk.at(2026, 10, 8)
    who = "Sara Norling, Norrgräv AB, sara@norrgrav.example"
    met = desk("capture", f"{who}: {HINT} =ny", "--new-text", NEWS, "--event", event)
    desk("meeting", "inform", met["meeting"]["id"], "new", "--text", NEWS, "--tender", tender)
    other = desk("capture", "Per Ask, Plogservice i Älvbro AB, 070-555 66 77: när kommer annonsen? =off", "--event", event)
    desk("meeting", "inform", other["meeting"]["id"], "public", "--tender", tender)
    desk("capture", "Kim Gren, Grens Städ AB: ville bara hälsa", "--event", event)

    # What one was told all shall know: the item stands open until it is published, then it is told to those we know of.
    items = [one for one in desk("disclosure", "list")["disclosures"] if one["tender"] == tender]
    assert [one["text"] for one in items] == [NEWS]
    desk.at(2026, 10, 12)
    desk("disclosure", "publish", items[0]["id"], "--where", "www.alvbro.example/upphandling", "--text", NEWS)
    assert not [one for one in desk("disclosure", "list")["disclosures"] if one["tender"] == tender]
    told = desk("tender", "notify", tender, "Norrgräv AB", "Plogservice i Älvbro AB", "--drafts", desk.folder / "drafts")
    assert len(list((desk.folder / "drafts").glob("*.eml"))) == 2, told

    # Advertised: from now on capture is red, and what was said before is no longer edited.
    desk.at(2026, 11, 20)
    desk("import", NOTICES / "contract.xml")
    assert _the_only_tender(desk) == tender
    late = desk("capture", "Per Ask, Plogservice i Älvbro AB: frågade om vitet @Vinterväghållning =off")
    assert any("frågor och svar" in one for one in late["warnings"]), late["warnings"]

    # One of those whom we met bids and wins; the other says why not.
    desk.at(2027, 2, 5)
    desk("import", NOTICES / "result.xml")
    missing = desk("no-bid", "list", tender)["companies"]
    assert [one["name"] for one in missing] == ["Plogservice i Älvbro AB"]
    desk("no-bid", "set", tender, "Plogservice i Älvbro AB", "time", "--note", "hann inte före jul")
    assert desk("no-bid", "list", tender)["companies"][0]["said"]["reason"] == "time"
    made = desk("contract", "from-result", tender)["contracts"]
    assert {one["supplier"] for one in made} == {"Norrgräv AB + Åsens Maskin AB", "Karl Ek Snö"}

    # The council reads the chain, and the tender's paper lists exactly the talks about it.
    found = desk("effect", "--year", "2026")
    links = {(one["company_name"], one["bid"], one["won"]) for one in found["chain"]}
    assert links == {("Norrgräv AB", True, True), ("Plogservice i Älvbro AB", False, False)}
    figures = {one["key"]: one for one in found["figures"]}
    assert (figures["chain_met_bid"]["count"], figures["chain_met_bid"]["n"]) == (1, 2)
    _look_at_the_papers(desk, tender)


def _the_only_tender(desk: Desk) -> str:
    (tender,) = desk("tender", "list")["tenders"]
    return str(tender["id"])


def _look_at_the_papers(desk: Desk, tender: str) -> None:
    whole, redacted = desk.folder / "logg.pdf", desk.folder / "bilaga.pdf"
    for file, options in ((whole, ()), (redacted, ("--redacted",))):
        said = desk("dialogue", tender, "--to", file, *options)
        assert said["file"] == str(file)
        assert said["entries"] == 3, "the three talks about it, and not the one who only said hello"
        assert_good_pdf(file.read_bytes())
    text = _text(whole)
    assert all(word in text for word in ("Sara Norling", "Per Ask", HINT, NEWS, "www.alvbro.example/upphandling"))
    assert "Kim Gren" not in text
    shown = _text(redacted)
    assert NEWS in shown
    assert HINT in shown
    said_anywhere = shown + _metadata(redacted) + _bytes(redacted)
    assert [word for word in SECRET if word.casefold() in said_anywhere.casefold()] == []
    assert "Sara Norling" in _text(whole) + _bytes(whole), "the reader sees a name where there is one"


def _text(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def _metadata(file: Path) -> str:
    reader = PdfReader(file)
    packet = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    return f"{reader.metadata} {packet} {[one.title for one in reader.outline if not isinstance(one, list)]}"


def _bytes(file: Path) -> str:
    """Return the file as it lies on the disk, its streams unpacked, in each of the letters that PDF writes texts in."""
    raw = file.read_bytes()
    whole = [raw]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.DOTALL):
        try:
            whole.append(zlib.decompress(packed))
        except zlib.error:
            continue
    found = b"\n".join(whole)
    written = b"\n".join(map(_unhexed, re.findall(rb"<([0-9A-Fa-f]+)>", found)))
    return "".join(part.decode(code, "ignore") for part in (found, written) for code in ("latin-1", "utf-8", "utf-16-be"))


def _unhexed(digits: bytes) -> bytes:
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
