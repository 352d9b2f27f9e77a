"""What becomes of contracts when a company or a tender goes, or becomes one with another: they stay, with their history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from outreach.domain.record import Kind

if TYPE_CHECKING:
    from outreach.storage.work import Work


def move_company(work: Work, old: UUID, new: UUID | None) -> None:
    """Let the contracts with a company be with another, or with none; the name in the contract stays as it was signed."""
    for contract in work.contracts.with_company(old):
        work.save(Kind.CONTRACT, replace(contract, company=new))


def move_tender(work: Work, old: UUID, new: UUID | None) -> None:
    """Let the contracts of a tender be another's, or nobody's."""
    for contract in work.contracts.of_tender(old):
        work.save(Kind.CONTRACT, replace(contract, tender=new))
