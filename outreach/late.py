"""What is loaded and built when somebody first asks for it, and stays from then on."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Generic, TypeVar, cast, overload

T = TypeVar("T")


class Late(Generic[T]):
    """A part of its owner: `window: Late[Tray] = Late("outreach.ui.tray:Tray")`.

    `place` is its module and class; `given` says what it is built of, by default the owner alone. Its type stands in brackets:
    all that is known of it before it is loaded.
    """

    def __init__(self, place: str, given: Callable[[Any], tuple[object, ...]] = lambda owner: (owner,)) -> None:
        self.place = place
        self._given = given
        self._name = ""

    def __set_name__(self, owner: type[object], name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type[object]) -> Late[T]: ...

    @overload
    def __get__(self, owner: object, kind: type[object]) -> T: ...

    def __get__(self, owner: object | None, kind: type[object]) -> Late[T] | T:
        if owner is None:
            return self
        module, _, name = self.place.partition(":")
        made = getattr(import_module(module), name)(*self._given(owner))
        # Found in the owner itself from now on. Two threads that ask at once may build two; both get the one that came first.
        return cast("T", owner.__dict__.setdefault(self._name, made))
