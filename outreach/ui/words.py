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

#: So many bindings are not worth looking through for those that nobody needs any more.
_FEW = 200


class Words(QObject):
    """Says texts in the chosen language and remembers where they stand."""

    changed = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.language = language
        # An owner's id is anew when it is gone; then the binding that comes takes the place of the one that nobody needs.
        self._bound: dict[tuple[int, str], tuple[weakref.ref[QObject], str, dict[str, object]]] = {}
        self._look_again = _FEW

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
        # A setter holds one text: binding it again replaces what stood there.
        self._bound[id(owner), name] = (weakref.ref(owner), text, values)
        if len(self._bound) > self._look_again:
            # Forms come and go: what is gone is let go here, or there would be more with each of them.
            self._bound = {key: kept for key, kept in self._bound.items() if kept[0]() is not None}
            self._look_again = 2 * len(self._bound) + _FEW
        setter(self.language.say(text, **values))

    def switch(self, language: Language) -> None:
        """Change the language; every bound text and every page follows."""
        if language == self.language:
            return
        self.language = language
        for key, (holder, text, values) in list(self._bound.items()):
            owner = holder()
            if owner is None or not shiboken6.isValid(owner):
                self._bound.pop(key)
            else:
                getattr(owner, key[1])(language.say(text, **values))
        self.changed.emit()
