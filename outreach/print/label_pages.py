"""Labels on their sheets: each in its place to a tenth of a millimetre, page by page, with marks for the person who cuts.

The pages come one at a time, so that a thousand badges need no more memory than ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outreach.domain.label_sheets import LabelSheet
from outreach.print.looks import A4, MM
from outreach.print.sheet import Mark, Page, Placed, Sheet

#: A mark begins so far from what is cut, and is so long; on the edge of the paper it reaches so far in.
_GAP, _LONG, _INWARD, _CROSS = 1.5 * MM, 5 * MM, 6 * MM, 3 * MM


def label_pages(faces: Iterable[Sheet], labels: LabelSheet, first: int = 1) -> Iterator[Page]:
    """Yield pages with the faces in their places from label `first` (from 1) on. Raises IndexError when there is no such label.

    A face is as large as a label; of a folded one both sides show it, and it is read aloud once.
    """
    labels.corner(first - 1)
    marks = _marks(labels) if labels.cut else ()
    placed: list[Placed] = []
    place = first - 1
    for face in faces:
        if place == labels.per_page:
            yield Page(*A4, tuple(placed), marks=marks)
            placed, place = [], 0
        placed += _laid(face, labels, place)
        place += 1
    if placed:
        yield Page(*A4, tuple(placed), marks=marks)


def _laid(face: Sheet, labels: LabelSheet, place: int) -> Iterator[Placed]:
    left, top = labels.corner(place)
    if not labels.folded:
        yield Placed(face, left * MM, top * MM)
        return
    # Folded at its upper edge: the front hangs below, the back stands on its head above.
    yield Placed(face, left * MM, (top + labels.height) * MM)
    yield Placed(face, left * MM, top * MM, quarter_turns=2, artifact=True)


def _marks(labels: LabelSheet) -> tuple[Mark, ...]:
    """Return marks at every edge that is cut, outside the labels where the paper has a margin, and at every fold."""
    across = [(labels.left + column * labels.across) * MM for column in range(labels.columns + 1)]
    down = [(labels.top + row * labels.down) * MM for row in range(labels.rows + 1)]
    marks = [*_upright_marks(across, down[0], down[-1]), *_level_marks(down, across[0], across[-1])]
    if labels.left == 0:
        marks += [mark for x in across[1:-1] for y in down[1:-1] for mark in _cross(x, y)]
    if labels.folded:
        folds = [(labels.corner(row * labels.columns)[1] + labels.height) * MM for row in range(labels.rows)]
        marks += _level_marks(folds, across[0], across[-1], dashed=True)
    return tuple(marks)


def _upright_marks(edges: Iterable[float], top: float, bottom: float) -> Iterator[Mark]:
    spans = (_span(top, -1, 0.0), _span(bottom, 1, A4[1]))
    return (Mark(x, begin, x, end) for x in edges if 0 < x < A4[0] for begin, end in spans)


def _level_marks(edges: Iterable[float], left: float, right: float, *, dashed: bool = False) -> Iterator[Mark]:
    spans = (_span(left, -1, 0.0), _span(right, 1, A4[0]))
    return (Mark(begin, y, end, y, dashed=dashed) for y in edges if 0 < y < A4[1] for begin, end in spans)


def _span(edge: float, way: int, paper: float) -> tuple[float, float]:
    """Return where a mark begins and ends: outside `edge`, or at the edge of the paper and inwards where there is no margin."""
    if abs(edge - paper) > _GAP + _LONG:
        return edge + way * _GAP, edge + way * (_GAP + _LONG)
    return paper, paper - way * _INWARD


def _cross(x: float, y: float) -> tuple[Mark, Mark]:
    return Mark(x - _CROSS, y, x + _CROSS, y), Mark(x, y - _CROSS, x, y + _CROSS)
