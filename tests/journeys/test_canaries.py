"""A small round of the canary hunt: a register with seven words in seven places, encrypted and, as the control, plain.

The whole day, with 50 canaries, both doors and four ends, the crash of the window among them, is `python -m tests.canaries`.
"""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest

from outreach.domain.company import Company
from outreach.domain.person import Person
from outreach.domain.secret import Secret
from outreach.services.house import House
from outreach.storage.database import create_workspace
from tests.canaries.day import PASSPHRASE, canaries
from tests.canaries.hunting import forms, hunt
from tests.ui.conftest import CHEAP, signature


def lived(home: Path, words: list[str], secret: Secret | None) -> None:
    """Log a conversation, leave a draft inside and one outside, and drop everything as a killed process does."""
    made = create_workspace(home / "register.outreach", signature(), secret, "" if secret else "a test of ours", cost=CHEAP)
    house = House(made)
    house.unit.start(f"{words[0]} kommun", "2061", "Anna Ek")
    house.companies.save(Company(name=f"{words[1]} AB", notes=words[2]))
    house.people.save(Person(name=f"{words[3]} Berg", notes=words[4]))
    house.drafts.keep("capture", {"note": words[5]})
    house.drafts.keep_aside("capture", {"note": words[6]})
    # The log that is written ahead, and the draft outside, lie there still: copied before anybody closes.
    for file in [*(file for file in home.iterdir() if file.is_file()), house.drafts.aside.file]:
        shutil.copy(file, home / f"left-{file.name}")
    house.close()


def test_no_file_of_an_encrypted_register_tells_of_anybody(tmp_path: Path) -> None:
    words = canaries(7)
    lived(tmp_path, words, Secret(PASSPHRASE))
    hits, files = hunt(tmp_path, words)
    assert hits == []
    assert files >= 4


def test_the_control_a_plain_register_is_full_of_them(tmp_path: Path) -> None:
    words = canaries(7)
    lived(tmp_path, words, None)
    hits, _ = hunt(tmp_path, words)
    assert {hit.canary for hit in hits} >= set(words), "each of the seven places would have been found"


@pytest.mark.parametrize("phase", [0, 1, 2])
def test_the_control_the_hunt_knows_the_forms(tmp_path: Path, phase: int) -> None:
    (tmp_path / "a").write_bytes(base64.b64encode(b"x" * phase + b"QanarieXYZ and more"))
    (tmp_path / "b").write_bytes("…QanarieXYZ".encode("utf-16-le"))
    (tmp_path / "c").write_bytes(b"nothing")
    hits, files = hunt(tmp_path, ["QanarieXYZ"])
    assert {(hit.file, hit.form) for hit in hits} >= {("a", f"base64/{phase}"), ("b", "utf-16")}
    assert files == 3
    assert len(forms("QanarieXYZ")) == 5
