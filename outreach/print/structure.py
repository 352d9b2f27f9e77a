"""The structure of a document: what a screen reader meets, in which order (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

Elements are written when they are complete. The last child of an element stays open until the next begins, so that a table
that runs over pages can go on; whatever is closed takes no memory but its number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from outreach.print.pdf_file import PdfFile, text_string
from outreach.print.sheet import Group, Role

#: Who may stand directly in whom, where the standard says so (14.8.4.3): an error here is ours, never the reader's.
_ONLY_IN = {"LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}, "TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}}
_ONLY_HOLDS = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "Table": {"TR", "Caption"}, "TR": {"TH", "TD"}}
#: These hold others and no text of their own; a bare line in one of the first two becomes a paragraph.
_WRAPPING = frozenset({"Document", "Sect"})
HOLDS_NO_TEXT = frozenset({"L", "LI", "Table", "TR"})
#: Entries in one leaf of the number tree.
_LEAF = 400


@dataclass(slots=True)
class Element:
    """One element that is still open: its kids so far, in the syntax of PDF."""

    number: int
    role: str
    parent: int
    page: int
    facts: str = ""
    key: str = ""
    kids: list[str] = field(default_factory=list)
    last: Element | None = None

    @property
    def wraps(self) -> bool:
        """Whether it holds paragraphs rather than text."""
        return self.role in _WRAPPING


class Structure:
    """Writes the tree of one document into `file`."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.root_number = file.reserve()
        self.document = Element(file.reserve(), "Document", self.root_number, 0)
        self._parents: list[str] = []
        self._notes = 0
        self._marked: list[int] = []
        self._page = 0
        self._key = -1
        # For each sheet its place in the reading order, and where its elements begin.
        self._runs: list[tuple[int, int]] = []

    def begin_page(self, page: int) -> None:
        """Let what is marked from now on stand on the page with this object number."""
        self._page, self._key, self._marked = page, -1, []

    def end_page(self) -> str:
        """Return what the page's dictionary says of its structure."""
        if self._key < 0:
            return ""
        owners = self._file.add(f"[{' '.join(f'{number} 0 R' for number in self._marked)}]")
        self._parents[self._key] = f"{owners} 0 R"
        return f"/StructParents {self._key}"

    def begin_sheet(self, reads: int) -> None:
        """Let the elements that come now be read in the place that a sheet has in the document's reading order."""
        if self.document.last is not None and reads:
            self.end(self.document.last)
            self.document.last = None
        self._runs.append((reads, len(self.document.kids)))

    def begin(self, parent: Element, group: Group, box: str = "") -> Element:
        """Open an element for `group`, or go on with the last one when both have the same key.

        `box` is the room of a figure on the page, four numbers. Raises ValueError for a group that may not stand there.
        """
        last = parent.last
        if group.key and last is not None and (last.key, last.role) == (group.key, group.role):
            return last
        _check(parent.role, group)
        element = self.begin_plain(parent, group.role, self._facts(group, box))
        element.key = group.key
        return element

    def begin_plain(self, parent: Element, role: Role, facts: str = "") -> Element:
        """Open an element of this role and close the one before it."""
        if parent.last is not None:
            self.end(parent.last)
        element = Element(self._file.reserve(), role, parent.number, self._page, facts)
        parent.kids.append(f"{element.number} 0 R")
        parent.last = element
        return element

    def marked(self, element: Element) -> int:
        """Return the number (MCID) of a piece of the page that belongs to `element`, from now on."""
        if element.last is not None:
            self.end(element.last)
            element.last = None
        if self._key < 0:
            self._key = len(self._parents)
            self._parents.append("")
        number = len(self._marked)
        self._marked.append(element.number)
        same_page = element.page == self._page
        element.kids.append(str(number) if same_page else f"<</Type/MCR/Pg {self._page} 0 R/MCID {number}>>")
        return number

    def linked(self, element: Element, annotation: int) -> int:
        """Let an annotation of this page belong to `element`; return its key (StructParent)."""
        element.kids.append(f"<</Type/OBJR/Pg {self._page} 0 R/Obj {annotation} 0 R>>")
        self._parents.append(f"{element.number} 0 R")
        return len(self._parents) - 1

    def end(self, element: Element) -> None:
        """Write an element: nothing comes into it any more."""
        if element.last is not None:
            self.end(element.last)
            element.last = None
        page = f"/Pg {element.page} 0 R" if element.page else ""
        kids = element.kids[0] if len(element.kids) == 1 else f"[{' '.join(element.kids)}]"
        self._file.put(
            element.number, f"<</Type/StructElem/S/{element.role}/P {element.parent} 0 R{page}{element.facts}/K {kids}>>"
        )

    def finish(self) -> None:
        """Write the document element, the tree from pages to elements, and the root."""
        self.document.kids = self._in_reading_order()
        self.end(self.document)
        leaves = []
        for start in range(0, len(self._parents), _LEAF):
            part = self._parents[start : start + _LEAF]
            entries = " ".join(f"{start + place} {owner}" for place, owner in enumerate(part))
            leaves.append(self._file.add(f"<</Limits[{start} {start + len(part) - 1}]/Nums[{entries}]>>"))
        tree = self._file.add(f"<</Kids[{' '.join(f'{leaf} 0 R' for leaf in leaves)}]>>" if leaves else "<</Nums[]>>")
        self._file.put(
            self.root_number,
            f"<</Type/StructTreeRoot/K {self.document.number} 0 R/ParentTree {tree} 0 R/ParentTreeNextKey {len(self._parents)}>>",
        )

    def _in_reading_order(self) -> list[str]:
        """Return the elements of all sheets, sorted by the place that each sheet has; without places they stay as they are."""
        starts = [start for _, start in self._runs]
        ends = [*starts[1:], len(self.document.kids)]
        order = sorted(zip((reads for reads, _ in self._runs), starts, ends, strict=True))
        return [kid for _, start, end in order for kid in self.document.kids[start:end]]

    def _facts(self, group: Group, box: str) -> str:
        facts = ""
        if group.alt:
            facts += f"/Alt{text_string(group.alt)}"
        if group.language:
            facts += f"/Lang({language_tag(group.language)})"
        if group.role == "Note":
            self._notes += 1
            facts += f"/ID(note-{self._notes})"
        return facts + _attributes(group, box)


def language_tag(language: str) -> str:
    """Return "sv" or "en" as PDF names a language (RFC 3066)."""
    return {"sv": "sv-SE", "en": "en-GB"}[language]


def _attributes(group: Group, box: str) -> str:
    """Return what a table's cell, a list or a figure says beside its role (14.8.5)."""
    if group.role in {"TH", "TD"}:
        said = f"/Scope/{group.scope or 'Column'}" if group.role == "TH" else ""
        said += f"/ColSpan {group.columns}" if group.columns > 1 else ""
        said += f"/RowSpan {group.rows}" if group.rows > 1 else ""
        return f"/A<</O/Table{said}>>" if said else ""
    if group.role == "L":
        return f"/A<</O/List/ListNumbering/{_numbering(group)}>>"
    if group.role == "Figure" and box:
        return f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"
    return ""


def _numbering(group: Group) -> str:
    """Return how a list is marked, from its first label."""
    items = [item for item in group.items if isinstance(item, Group)]
    labels = [label for item in items for label in item.items if isinstance(label, Group) and label.role == "Lbl"]
    said = "".join(getattr(item, "text", "") for item in labels[0].items) if labels else ""
    if said[:1].isdigit():
        return "Decimal"
    return "Disc" if labels else "None"


def _check(parent: str, group: Group) -> None:
    """Raise ValueError when the group may not stand there."""
    role = group.role
    if role in _ONLY_IN and parent not in _ONLY_IN[role]:
        raise ValueError(f"{role} stands in {parent}, not in {' or '.join(sorted(_ONLY_IN[role]))}")
    if parent in _ONLY_HOLDS and role not in _ONLY_HOLDS[parent]:
        raise ValueError(f"{parent} holds {role}")
    if role == "Figure" and not group.alt:
        raise ValueError("a figure needs words for those who cannot see it")
