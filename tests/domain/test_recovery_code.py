"""The recovery code is read as people write it, and a slip is told at once; a passphrase that is tried first is refused."""

from __future__ import annotations

import random

import pytest

from outreach.domain.passphrase import A_ROW, ONE_LINE, TOO_ALIKE, TOO_SHORT, TRIED_FIRST, weakness
from outreach.domain.recovery_code import (
    GROUP,
    GROUPS,
    LETTERS,
    NoRecoveryCode,
    RecoveryCode,
    asked_groups,
    looks_like_one,
    new_recovery_code,
    read_recovery_code,
    same_group,
)
from outreach.domain.secret import Secret


def codes(number: int) -> list[RecoveryCode]:
    chance = random.Random(7)
    return [RecoveryCode(chance.randbytes(20)) for _ in range(number)]


def refused(text: str) -> bool:
    try:
        read_recovery_code(text)
    except NoRecoveryCode:
        return True
    return False


def test_a_code_is_nine_groups_of_four_letters_that_look_like_nothing_else() -> None:
    for code in codes(50):
        assert len(code.groups) == GROUPS
        assert {len(group) for group in code.groups} == {GROUP}
        assert not set("".join(code.groups)) & set("ILOU")
        assert read_recovery_code(code.text) == code
    assert new_recovery_code() != new_recovery_code()
    assert repr(codes(1)[0]) == "RecoveryCode(…)"


def test_it_is_read_as_people_type_it() -> None:
    for code in codes(50):
        kindly = code.text.lower().replace("0", "o").replace("1", "l").replace("-", " – ")
        assert read_recovery_code(f"  {kindly}\n") == code
        assert read_recovery_code("".join(code.groups).replace("1", "I")) == code


def test_of_300_codes_with_one_wrong_letter_none_is_taken() -> None:
    """Twenty bits of checksum: one in a million gets through. All 300 × 36 × 31 slips of a letter are a third of that."""
    chance, tried = random.Random(11), 0
    for code in codes(300):
        letters = list("".join(code.groups))
        for place in range(len(letters)):
            other = chance.choice([letter for letter in LETTERS if letter != letters[place]])
            assert refused("".join([*letters[:place], other, *letters[place + 1 :]]))
            tried += 1
    assert tried == 300 * 36


def test_without_the_checksum_the_same_slips_would_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what is refused above is refused by the checksum."""
    monkeypatch.setattr("outreach.domain.recovery_code._check", lambda bits: "0000")
    assert not refused("A" * 32 + "0000")
    assert not refused("B" + "A" * 31 + "0000")


def test_swapped_groups_and_missing_letters_are_told() -> None:
    code = codes(1)[0]
    swapped = "-".join([code.groups[1], code.groups[0], *code.groups[2:]])
    for text in (swapped, code.text[:-1], code.text + "A", "", "korrekt häst batteri", "U" * 36):
        assert refused(text)
    assert looks_like_one(swapped)
    assert looks_like_one(code.text[:-1])
    assert not looks_like_one("korrekt häst batteri")


def test_two_groups_are_asked_back_never_the_checksum() -> None:
    asked = {asked_groups(codes(1)[0]) for _ in range(200)}
    assert len(asked) > 15
    assert all(0 <= first < second < GROUPS - 1 for first, second in asked)
    assert same_group(" o1il ", "0111")
    assert not same_group("", "0111")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kort", TOO_SHORT),
        ("elva tecken"[:11], TOO_SHORT),
        ("aaaaaaaabbbbbb", TOO_ALIKE),
        ("abcdefghijklmno", A_ROW),
        ("123456789012", A_ROW),
        ("Sommar2026!!", TRIED_FIRST),
        ("Lösenord1234", TRIED_FIRST),
        ("Älvbro2026Älvbro", TRIED_FIRST),
        ("två\nrader som inte går", ONE_LINE),
        ("korrekt häst batteri", ""),
        ("fyra ord som skaver", ""),
        ("x7#Kq!2vPz%mN", ""),
    ],
)
def test_what_a_thief_tries_first_is_refused_in_words(text: str, why: str) -> None:
    assert weakness(text, ["Älvbro"]) == why


def test_a_secret_is_wiped_and_never_shown() -> None:
    secret = Secret("lösen\u00a0fras")
    kept, other = secret.kept, secret.copy()
    assert secret.text() == "lösen fras"
    assert secret.same_as(Secret("lo\u0308sen fras")), "å, ä and ö typed on a Mac are the same letters"
    assert "fras" not in repr(secret)
    secret.wipe()
    assert not secret
    assert kept == b""
    assert other.text() == "lösen fras"
