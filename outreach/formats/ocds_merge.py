"""Releases of one process become one state, as the standard says (OCDS 1.1, "Merging"): later values replace earlier ones.

Objects are merged name by name; lists whose objects have an `id` are merged by it, all other lists are replaced; null takes a
value away. A versioned release is turned into the state of its last values.
"""

from __future__ import annotations

from typing import Any

#: Deeper than any honest release goes.
_DEEPEST = 40
_VERSION_MARKS = frozenset({"releaseID", "releaseDate", "releaseTag", "value"})


def merged(state: dict[str, Any], release: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """Return the state after a release; neither is changed."""
    result = dict(state)
    for name, value in release.items():
        kept = result.get(name)
        if value is None:
            result.pop(name, None)
        elif depth >= _DEEPEST:
            result[name] = value
        elif isinstance(value, dict) and isinstance(kept, dict):
            result[name] = merged(kept, value, depth + 1)
        elif _has_ids(value) and _has_ids(kept):
            result[name] = _merged_list(kept, value, depth + 1)
        else:
            result[name] = value
    return result


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and _key(one) for one in value)


def _key(one: dict[str, Any]) -> str:
    found = one.get("id")
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def _merged_list(kept: Any, more: Any, depth: int) -> list[Any]:
    result = {_key(one): one for one in kept}
    for one in more:
        result[_key(one)] = merged(result.get(_key(one), {}), one, depth)
    return list(result.values())


def last_state(versioned: Any, depth: int = 0) -> Any:
    """Return what a versioned release says last; each of its fields is a list of {releaseID, releaseDate, value}."""
    if depth > _DEEPEST:
        return None
    if isinstance(versioned, list):
        if versioned and all(isinstance(one, dict) and _is_version(one) for one in versioned):
            return max(versioned, key=lambda one: str(one.get("releaseDate") or ""))["value"]
        return [last_state(one, depth + 1) for one in versioned]
    if isinstance(versioned, dict):
        return {name: last_state(value, depth + 1) for name, value in versioned.items()}
    return versioned


def _is_version(one: dict[str, Any]) -> bool:
    return "value" in one and "releaseDate" in one and one.keys() <= _VERSION_MARKS
