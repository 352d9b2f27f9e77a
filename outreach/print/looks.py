"""The measures of a flyer on its two papers. Points, except where a name says millimetres."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4

#: Nothing on a flyer is set smaller than this.
SMALLEST = 8.5

#: ISO 216.
A4 = (210 * MM, 297 * MM)
A5 = (148.5 * MM, 210 * MM)


@dataclass(frozen=True, slots=True)
class Look:
    """One paper's grid and type sizes. `facts` of 0 puts a tender's facts under its text instead of beside it."""

    width: float
    height: float
    margin: float
    top: float
    bottom: float
    most_tenders: int
    mark: float
    logo_width: float
    name: float
    heading: float
    heading_smallest: float
    lead: float
    title: float
    body: float
    small: float
    when: float
    facts: float
    gutter: float
    pad: float
    contact: float
    code: float
    code_words: float

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin


WHOLE_A4 = Look(
    width=A4[0],
    height=A4[1],
    margin=15.5 * MM,
    top=12 * MM,
    bottom=9 * MM,
    most_tenders=8,
    mark=31,
    logo_width=52 * MM,
    name=13,
    heading=36,
    heading_smallest=22,
    lead=12,
    title=13.5,
    body=10,
    small=9,
    when=92,
    facts=112,
    gutter=15,
    pad=7.5,
    contact=10,
    code=29 * MM,
    code_words=42 * MM,
)

HALF_A5 = Look(
    width=A5[0],
    height=A5[1],
    margin=10.5 * MM,
    top=8.5 * MM,
    bottom=7.5 * MM,
    most_tenders=4,
    mark=23,
    logo_width=38 * MM,
    name=10.5,
    heading=25,
    heading_smallest=17,
    lead=9.6,
    title=11.4,
    body=9.2,
    small=8.5,
    when=76,
    facts=0,
    gutter=10,
    pad=6.2,
    contact=8.8,
    code=23 * MM,
    code_words=36 * MM,
)
