"""What a picture, a frame of a camera or a message holds about somebody, each read in one go.

This is what a reader's process runs for the scan (`services/readers.py`): picture, codes and cards of one file together, so
that a file is sent once.
"""

from __future__ import annotations

from collections.abc import Callable

from outreach.domain.problem import Problem
from outreach.domain.scanned import Content
from outreach.formats.barcode import codes_in_frame, read_codes
from outreach.formats.code_content import contents_of_cards, read_code
from outreach.formats.email_message import Message, read_message
from outreach.formats.picture import tidied


def read_picture(
    data: bytes, progress: Callable[[int, int], None] | None = None
) -> tuple[bytes, list[Content], list[Problem]]:
    """Return a picture as it is kept, what its codes hold, and why it was not opened. `progress`: see `read_codes`."""
    small = tidied(data)
    if isinstance(small, Problem):
        return b"", [], [small]
    codes, _ = read_codes(data, progress)
    return small, [content for code in codes for content in read_code(code)], []


def read_frame(data: bytes, width: int, height: int, stride: int) -> list[Content]:
    """Return what the codes of one frame hold: `height` lines of `stride` grey values, of which `width` count."""
    return [content for code in codes_in_frame(data, width, height, stride) for content in read_code(code)]


def read_sent(data: bytes) -> tuple[Message, list[Content], list[Problem]]:
    """Return what a message says of its sender, and what the cards attached to it hold."""
    message, problems = read_message(data)
    return message, [content for one in message.cards for content in contents_of_cards(one)], problems
