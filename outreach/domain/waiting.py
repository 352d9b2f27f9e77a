"""What an officer did while the server of the shared workspace was away: it waits here and is sent when the server answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4


class Deed(StrEnum):
    """What can wait. Everything else needs the server and says so."""

    CAPTURE = "capture"
    LINE = "line"
    REWORD = "reword"
    SAVE = "save"
    PERSON = "person"
    FINISH = "finish"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Operation:
    """One deed with all that it needs to be done later, or twice without harm.

    `action` is the id that the deed gets in the journal: what is there under it already is not done again. `values` are JSON types;
    a changed record stands there with the version that it was read at. `shown` is a few words by which the officer knows it again.
    """

    deed: Deed
    at: datetime
    who: str
    device: str
    shown: str
    values: dict[str, Any] = field(default_factory=dict)
    action: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Waits:
    """The answer for a deed that waits: nothing is in the workspace yet. `count`: how many wait now."""

    operation: Operation
    count: int
