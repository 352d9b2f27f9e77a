"""What the services for the rights of the registered ask of the rest: everybody's rows."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from outreach.storage.work import View


def everybody(view: View) -> AbstractContextManager[Any]:
    """Let a view see people with a protected identity too: an extract, an erasure and the law's questions are about everybody."""
    opening = getattr(view, "with_everybody", None)
    return opening() if opening is not None else nullcontext()
