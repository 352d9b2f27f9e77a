"""What is told about a kept conversation, in plain values: the same whether the command line kept it or the open window."""

from __future__ import annotations

from typing import Any

from outreach.domain.record import to_plain
from outreach.services.matching import Similar
from outreach.services.meetings import Captured


def plain_captured(captured: Captured) -> dict[str, Any]:
    """Return a kept conversation in JSON types. What `unsure` and `warnings` say are catalogue texts, said by who shows them."""
    return {
        "meeting": to_plain(captured.meeting),
        "person": to_plain(captured.person),
        "company": to_plain(captured.company),
        "follow_up": to_plain(captured.follow_up),
        "event": to_plain(captured.event),
        "similar": [_plain_similar(one) for one in captured.similar],
        "unsure": [{"text": one.text, "reason": one.reason, "field": one.field} for one in captured.unsure],
        "warnings": [{"text": one.text, "values": one.values} for one in captured.warnings],
        "action": to_plain(captured.changes.action),
    }


def _plain_similar(one: Similar) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "id": str(one.id),
        "title": one.title,
        "reasons": list(one.reasons),
        "same": one.same,
    }
