"""Draws the parts of a sheet and tags them on the way: every mark on paper is either content with a role or an artifact.

What stands outside any group gets the role that suits it: lines of text become paragraphs, pictures with words become figures.
"""

from __future__ import annotations

from collections.abc import Iterable

from outreach.print.fonts import Face
from outreach.print.pdf_file import PdfFile, text_string
from outreach.print.pen import Pen, put_link
from outreach.print.sheet import Code, Drawing, Fill, Frame, Group, Item, Link, Picture, Placed, Text, leaves
from outreach.print.structure import HOLDS_NO_TEXT, Element, Structure

#: Where a word without blanks (an address) is broken between lines, nothing stands in its place: see `fonts.wrap`.
_NO_BLANK_BEHIND = ("/", "-", "_", "?", "&", "=")
_NO_LINE = Text(0, 0, "", Face.REGULAR, 0, (0.0, 0.0, 0.0))


class TaggedPage:
    """Draws sheets on one page with `pen` and gives what they hold to `structure`."""

    def __init__(self, file: PdfFile, pen: Pen, structure: Structure) -> None:
        self._file = file
        self._pen = pen
        self._structure = structure
        self.links: list[int] = []
        # The paragraph that bare lines of the same look go on with, and that look.
        self._paragraph: Element | None = None
        self._look: object = None
        self._at: Element | None = None
        self._before = _NO_LINE

    def draw(self, placed: Placed) -> None:
        """Draw a sheet with everything on it, in the order of its parts."""
        self._pen.begin_sheet(placed)
        if not placed.artifact:
            self._structure.begin_sheet(placed.reads)
        for part in placed.sheet.parts:
            self._paragraph = None
            if placed.artifact or part.artifact:
                self._decorate(part.items)
            else:
                self._walk(part.items, self._structure.document)
        self._pen.end_sheet()

    def _decorate(self, items: Iterable[Item]) -> None:
        self._pen.artifact()
        self._at = None
        for item in leaves(items):
            match item:
                case Text():
                    self._pen.text(item)
                case Fill():
                    self._pen.fill(item)
                case Frame():
                    self._pen.frame(item)
                case Picture() | Code() | Drawing():
                    self._pen.picture(item)
                case Link():
                    pass

    def _walk(self, items: Iterable[Item], parent: Element) -> None:
        for item in items:
            match item:
                case Text():
                    self._line(item, self._owner(item, parent))
                case Fill() | Frame():
                    self._decorate((item,))
                case Group():
                    self._group(item, parent)
                case Link():
                    self._link(item, parent)
                case Picture() | Code() | Drawing():
                    self._picture(item, parent)

    def _group(self, group: Group, parent: Element) -> None:
        if group.role == "Artifact":
            self._decorate(group.items)
            return
        self._paragraph = None
        box = self._pen.room(group.box) if group.role == "Figure" else ""
        element = self._structure.begin(parent, group, box)
        if group.role == "Figure":
            self._figure(group.items, element)
        else:
            self._walk(group.items, element)
        self._paragraph = None

    def _figure(self, items: Iterable[Item], element: Element) -> None:
        """Draw all that makes up a figure as one: its words in the group stand for it."""
        for item in leaves(items):
            match item:
                case Text():
                    self._line(item, element)
                case Fill():
                    self._mark(element)
                    self._pen.fill(item)
                case Frame():
                    self._mark(element)
                    self._pen.frame(item)
                case Picture() | Code() | Drawing():
                    self._mark(element)
                    self._pen.picture(item)
                case Link():
                    self._link(item, element)

    def _picture(self, item: Picture | Code | Drawing, parent: Element) -> None:
        if not item.alt:
            self._decorate((item,))
            return
        self._group(Group("Figure", (item,), item.alt), parent)

    def _link(self, item: Link, parent: Element) -> None:
        element = parent
        if parent.role != "Link":
            holder = self._owner(None, parent)
            element = self._structure.begin_plain(holder, "Link", f"/Alt{text_string(item.says)}" if item.says else "")
        number = self._file.reserve()
        put_link(self._file, number, item, self._pen.room(item.box), self._structure.linked(element, number))
        self.links.append(number)

    def _owner(self, text: Text | None, parent: Element) -> Element:
        """Return what a line (or a bare link) belongs to: its group, or a paragraph that is begun for it."""
        if parent.role in HOLDS_NO_TEXT:
            raise ValueError(f"{parent.role} holds no text of its own: {text}")
        if not parent.wraps:
            return parent
        look = (text.face, text.size) if text is not None else self._look
        if self._paragraph is None or look != self._look:
            self._paragraph = self._structure.begin_plain(parent, "P")
            self._look = look
        return self._paragraph

    def _line(self, item: Text, element: Element) -> None:
        """Write a line; where it goes on with the one before, a blank is put between, which the line's end stands for."""
        goes_on = self._at is element and self._pen.marked and not self._before.text.endswith(_NO_BLANK_BEHIND)
        if goes_on and not item.text.startswith("@"):
            self._pen.blank(self._before.face)
        self._mark(element)
        self._pen.text(item)
        self._before = item

    def _mark(self, element: Element) -> None:
        """Mark what follows as content of `element`, unless it is already."""
        if self._at is not element or not self._pen.marked:
            self._pen.mark(element.role, self._structure.marked(element))
            self._at = element
