"""Seeded mutants of sound files: flipped bytes, cut, doubled and spliced lines, words that readers trip over, cut ends."""

# ruff: noqa: E501 - tables of bytes
from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

#: Words that have meaning in one of the formats, or that once tripped a reader.
TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n", b"\t", b" ", b":", b";", b",", b"=", b'"', b"'", b"\\n", b"\\",
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n",
    b"A=,;A=,;A=,;A=,;A=,;A=,;", b";ENCODING=QUOTED-PRINTABLE:=", b";ENCODING=BASE64:", b";CHARSET=UTF-7", b";CHARSET=idna", b";TYPE=",
    b"RRULE:FREQ=SECONDLY\r\n", b"RRULE:FREQ=MINUTELY;INTERVAL=0\r\n", b"DTSTART:99999999T999999Z\r\n", b"DURATION:P99999999999W\r\n",
    b";TZID=", b"RDATE:", b"EXDATE:", b"METHOD:REPLY\r\n", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"<![CDATA[", b"]]>", b"<",
    b">", b"</", b"xmlns:x='y'", b"{", b"}", b"[", b"]", b"null", b"NaN", b"-Infinity", b"1e999999", b"-", b"9" * 400, b'"\\ud800"', b"true",
    b"PK\x03\x04", b"PK\x05\x06", b"=1+1", b"+46", b"-5", b"@", b"dn: ", b"::", b":< file:///etc/hostname", b"Content-Type: multipart/mixed; boundary=x\r\n",
    b"--x\r\n", b"=?utf-8?Q?=", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xcc\x81" * 60, b"1\xc2\xb2", b"\xd9\xa3", b"\xef\xbc\x91", b"x" * 5000,
]  # fmt: skip


def mutants(samples: Sequence[bytes], count: int, seed: int, largest: int = 1_000_000) -> Iterator[bytes]:
    """Yield `count` mutants of the samples, none larger than `largest`. The same seed gives the same ones."""
    chance = random.Random(seed)
    small = [one for one in samples if len(one) <= largest] or [samples[0][:largest]]
    for _ in range(count):
        data = chance.choice(small)
        for _ in range(chance.choice((1, 1, 2, 3, 5, 9))):
            data = chance.choice(_WAYS)(data, chance, small)
        yield data[:largest]


def _flipped(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 40))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _token_in(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 20)) + data[at:]


def _line_out(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _line_twice(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        at = chance.randrange(len(lines))
        lines[at:at] = [lines[at]] * chance.choice((1, 2, 50))
    return b"".join(lines)


def _line_moved(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) > 1:
        lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
    return b"".join(lines)


def _cut_off(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _piece_out(data: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 4, 40, 400)) :]


def _spliced(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


_WAYS = (_flipped, _token_in, _token_in, _line_out, _line_twice, _line_moved, _cut_off, _piece_out, _spliced)


def adversarial_lines(count: int, seed: int) -> Iterator[bytes]:
    """Yield lines made to by-pass a guard of vCard's grammar and hang the expression behind it."""
    chance = random.Random(seed)
    parts = [b"A", b"TEL", b"FN", b"x", b";", b";", b"=", b"=", b",", b",", b'"', b'"', b'"b"', b":", b" ", b".", b"\\", b"A=,;", b'A="b",',
             b";A=,", b'"c"d', b"_", b"\xc3\xa5", b"\t", b"X-", b";;", b'""', b"'", b"item1."]  # fmt: skip
    for _ in range(count):
        head = chance.choice((b"FN", b"TEL", b"EMAIL", b"item1.TEL", b"X-A"))
        unit = b"".join(chance.choice(parts) for _ in range(chance.randrange(1, 7)))
        body = unit * chance.choice((1, 2, 8, 20, 40))
        odd = b"".join(chance.choice(parts) for _ in range(chance.randrange(12)))
        yield head + chance.choice((b"", b";")) + body + odd + chance.choice((b"", b":", b":x", b'd":x'))
