"""What the command line answers for deeds that wait for the server of a shared workspace."""

from __future__ import annotations

from typing import Any

from outreach.cli.door import Answer
from outreach.domain.waiting import Operation
from outreach.language import Language
from outreach.services.waiting_words import WAIT, say_operation


def said_waits(answer: dict[str, Any], language: Language) -> Answer:
    """Say that a deed waits; `answer` is that of `plain_waits`."""
    return Answer(answer, lambda: [answer["said"], language.count(WAIT, answer["waiting"])])


def line_of(operation: Operation, language: Language) -> str:
    """Write a waiting deed on one line, its id first."""
    return f"{operation.action}  {say_operation(operation, language)}"
