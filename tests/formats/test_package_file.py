"""The file of a package: the same items give the same bytes, what went in comes back, and a stranger's file does no harm."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.domain.network_package import FIELDS, Item, Package, Sort, fingerprint
from outreach.formats.package_file import DAMAGED, NO_PACKAGE, TOO_NEW, looks_like_package, read_package, write_package
from outreach.formats.packed_files import BOMB, DAMAGED_ZIP
from outreach.formats.registry import HEAD, identify

DAY = date(2026, 11, 24)
CARD = Item(Sort.REQUIREMENTS, "k1", {"title": "Snöröjning", "requirements": [{"text": "Ute inom 4 timmar"}], "bids": 3})
WORD = Item(Sort.WORDS, "w1", {"word": "avrop", "plain": ["beställning"]}, "Sjöviks kommun")
GOOD = Package("Älvbro kommun", DAY, (CARD, WORD))

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
values = st.one_of(texts, st.integers(-9, 9_999), st.booleans(), st.none(), st.lists(texts, max_size=4), st.lists(
    st.dictionaries(st.sampled_from(("text", "why", "day")), texts, max_size=3), max_size=3
))  # fmt: skip


@st.composite
def items(draw: st.DrawFn) -> Item:
    sort = draw(st.sampled_from(Sort))
    key = draw(st.uuids().map(str))
    credit = draw(st.sampled_from(("", "Sjöviks kommun")))
    return Item(sort, key, draw(st.dictionaries(st.sampled_from(FIELDS[sort]), values)), credit)


@settings(max_examples=25)
@given(st.lists(items(), max_size=12, unique_by=lambda one: (one.sort, one.key)), st.randoms())
def test_what_went_in_comes_out_and_the_order_is_nothing(found: list[Item], chance: object) -> None:
    data = write_package(Package("Älvbro kommun", DAY, tuple(found)), {})
    back, problems = read_package(data)
    assert problems == []
    assert back is not None
    assert (back.origin, back.made) == ("Älvbro kommun", DAY)
    assert sorted(back.items, key=_name) == sorted(found, key=_name)
    assert {one.print for one in back.items} == {fingerprint(one.sort, one.data) for one in found}
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert write_package(Package("Älvbro kommun", DAY, tuple(shuffled)), {}) == data


def _name(item: Item) -> tuple[str, str]:
    return item.sort.value, item.key


def test_only_the_named_fields_are_written_and_read() -> None:
    loose = Item(Sort.WORDS, "w1", {"word": "avrop", "notes": "ring Anna", "id": "4711"})
    data = write_package(Package("Älvbro kommun", DAY, (loose,)), {})
    assert b"ring Anna" not in zipfile.ZipFile(io.BytesIO(data)).read("words.json")
    more = _with(write_package(GOOD, {}), "words.json", lambda plain: plain["items"][0]["data"].update(notes="x"), fix=True)
    back, _ = read_package(more)
    assert back is not None
    assert all("notes" not in one.data for one in back.items)


def test_a_package_is_known_by_its_content_whatever_its_name() -> None:
    data = write_package(GOOD, {})
    found = identify(data[:HEAD], "brev.txt")
    assert found is not None
    assert found.name == "package"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("notice.xml", "<a/>")
    assert not looks_like_package(other.getvalue())
    assert read_package(other.getvalue())[1][0].reason == NO_PACKAGE


def _with(data: bytes, name: str, change: Callable[[dict], object], *, fix: bool = False) -> bytes:  # type: ignore[type-arg]
    """Return a package with one part changed; with `fix` its sum in the manifest fits again."""
    import hashlib

    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {one.filename: packed.read(one) for one in packed.infolist()}
    plain = json.loads(parts[name])
    change(plain)
    parts[name] = json.dumps(plain).encode()
    if fix:
        manifest = json.loads(parts["manifest.json"])
        manifest["sorts"][name.removesuffix(".json")]["sha256"] = hashlib.sha256(parts[name]).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()
    return _zip(parts)


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return target.getvalue()


def test_a_newer_version_is_refused_with_what_to_do() -> None:
    newer = _with(write_package(GOOD, {}), "manifest.json", lambda plain: plain.update(version=2))
    assert read_package(newer) == (None, [read_package(newer)[1][0]])
    assert read_package(newer)[1][0].reason == TOO_NEW


@pytest.mark.parametrize(
    "change",
    [
        {"version": "1"}, {"version": 0}, {"version": True}, {"origin": ""}, {"origin": 7}, {"made": "i går"}, {"made": None},
        {"sorts": []},
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_that_says_nonsense_is_damaged(change: dict[str, object]) -> None:
    found = read_package(_with(write_package(GOOD, {}), "manifest.json", lambda plain: plain.update(change)))
    assert found[0] is None
    assert found[1][0].reason == DAMAGED


def test_a_part_that_was_changed_or_is_gone_is_told() -> None:
    data = write_package(GOOD, {})
    changed = _with(data, "words.json", lambda plain: plain["items"].clear())
    assert read_package(changed)[1][0].values == {"part": "words.json"}
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        left = {one.filename: packed.read(one) for one in packed.infolist() if one.filename != "requirements.json"}
    assert read_package(_zip(left))[1][0].values == {"part": "requirements.json"}


@pytest.mark.parametrize("length", [0, 1, 30, 200, 600])
def test_a_cut_file_is_damaged_and_raises_nothing(length: int) -> None:
    package, problems = read_package(write_package(GOOD, {})[:length])
    assert package is None
    assert problems[0].reason == DAMAGED_ZIP


def test_no_byte_that_is_turned_makes_it_raise() -> None:
    data = bytearray(write_package(GOOD, {}))
    for place in range(0, len(data), 7):
        turned = bytes(data[:place]) + bytes([data[place] ^ 0x55]) + bytes(data[place + 1 :])
        package, problems = read_package(turned)
        assert (package is None) == bool(problems) or package is not None


def test_names_that_point_elsewhere_bombs_and_depths_do_no_harm() -> None:
    data = write_package(GOOD, {})
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {one.filename: packed.read(one) for one in packed.infolist()}
    back, _ = read_package(_zip(parts | {"../../evil.json": b"{}", "/etc/passwd": b"x"}))
    assert back is not None
    assert len(back.items) == 2
    assert read_package(_zip(parts | {"tenders.txt": b"0" * 40_000_000}))[1][0].reason == BOMB
    deep = _with(data, "words.json", lambda plain: plain["items"][0].update(data={"plain": [[[[[[[["x"]]]]]]]]}), fix=True)
    package, problems = read_package(deep)
    assert package is not None
    assert [one.sort for one in package.items] == [Sort.REQUIREMENTS]
    assert len(problems) == 1
    nested = parts | {"words.json": b"[" * 100_000}
    assert read_package(_zip(nested))[0] is None


def test_two_parts_of_one_name_are_refused() -> None:
    target = io.BytesIO(write_package(GOOD, {}))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(target, "a") as packed:
        packed.writestr("words.json", b"{}")
    assert read_package(target.getvalue())[0] is None


def test_the_signature_stands_where_a_reader_of_heads_looks() -> None:
    head = write_package(GOOD, {})[:60]
    assert struct.unpack("<I", head[:4]) == (0x04034B50,)
    assert head[30:43] == b"manifest.json"


def test_a_name_that_would_turn_what_stands_beside_it_is_made_plain() -> None:
    data = write_package(Package("Sjö\u202evik\x00s\nkommun", DAY, (Item(Sort.WORDS, "w", {"word": "avrop"}, "A\u202eB"),)), {})
    back, _ = read_package(data)
    assert back is not None
    assert (back.origin, back.items[0].credit) == ("Sjö vik s kommun", "A B")
