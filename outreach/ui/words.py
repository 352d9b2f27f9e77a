"""The window's language, which can change while it is open: every visible text follows.

`words.bind(label.setText, N_("Companies"))` sets a text now and again at each change of language. Pages with texts made of
data connect to `words.changed` and fill themselves anew.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from outreach.language import Language


class Words(QObject):
    """Says texts in the chosen language and remembers where they stand."""

    changed = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self._bound: list[tuple[weakref.ref[QObject], str, str, dict[str, object]]] = []

    def __call__(self, text: str, /, **values: object) -> str:
        """Say a catalogue text now."""
        return self.language.say(text, **values)

    def count(self, forms: tuple[str, str], number: int, /, **values: object) -> str:
        """Say a singular or plural now."""
        return self.language.count(forms, number, **values)

    def bind(self, setter: Callable[[str], Any], text: str, /, **values: object) -> None:
        """Set a text through a widget's own method (`label.setText`), now and at each change of language."""
        owner = getattr(setter, "__self__", None)
        if not isinstance(owner, QObject):
            raise TypeError("bind wants a method of a Qt object")
        name = str(getattr(setter, "__name__", ""))
        kept = (weakref.ref(owner), name, text, values)
        # A setter holds one text: binding it again replaces what stood there.
        # Forms come and go: what is gone is let go here, or the list would grow with each of them.
        self._bound = [old for old in self._bound if self._stays(old, owner, name)] + [kept]
        setter(self.language.say(text, **values))

    @staticmethod
    def _stays(old: tuple[weakref.ref[QObject], str, str, dict[str, object]], owner: QObject, name: str) -> bool:
        holder = old[0]()
        return holder is not None and not (holder is owner and old[1] == name)

    def switch(self, language: Language) -> None:
        """Change the language; every bound text and every page follows."""
        if language == self.language:
            return
        self.language = language
        alive = []
        for entry in self._bound:
            owner = entry[0]()
            if owner is None or not shiboken6.isValid(owner):
                continue
            alive.append(entry)
            getattr(owner, entry[1])(language.say(entry[2], **entry[3]))
        self._bound = alive
        self.changed.emit()
