"""What becomes of questions to colleagues when the question of our bank goes, or two of them become one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.storage.work import Work


def detach_inquiries(work: Work, question: UUID) -> None:
    """Take a question that goes off the inquiries about it; what colleagues answered stays."""
    for inquiry in work.inquiries.of_question(question):
        work.save(Kind.INQUIRY, replace(inquiry, question=None))


def move_inquiries(work: Work, old: UUID, new: UUID) -> None:
    """Let the inquiries be about the question that two have become."""
    for inquiry in work.inquiries.of_question(old):
        work.save(Kind.INQUIRY, replace(inquiry, question=new))
