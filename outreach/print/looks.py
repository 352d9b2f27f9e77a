"""The measures of a flyer on its papers. Points, except where a name says millimetres."""

from __future__ import annotations

from dataclasses import dataclass, fields

from outreach.domain.handout import Paper

MM = 72 / 25.4

#: Nothing on a flyer is set smaller than this.
SMALLEST = 8.5

#: ISO 216.
A4 = (210 * MM, 297 * MM)
A3 = (297 * MM, 420 * MM)
A5 = (148.5 * MM, 210 * MM)
A6 = (105 * MM, 148.5 * MM)
#: A third of an A4.
DL = (99 * MM, 210 * MM)

#: Nothing that must be read stands nearer to where the paper is cut.
TRIM_SAFE = 5 * MM
#: The same for what hangs on a wall.
POSTER_SAFE = 20 * MM


@dataclass(frozen=True, slots=True)
class Look:
    """One paper's grid and type sizes. `facts` of 0 puts a tender's facts under its text instead of beside it.

    `when` of 0 puts its date above the title, `code_words` of 0 what is said of the code beneath the contact's lines.
    `most_tenders` is for the first side, which has the head; the second has room for half as many again.
    """

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

    def scaled(self, by: float, **others: int) -> Look:
        """Return the look of a paper of the same shape, all measures `by` times as large, but for `others`."""
        sizes = {each.name: getattr(self, each.name) * by for each in fields(self) if each.name != "most_tenders"}
        return Look(**sizes, most_tenders=others.get("most_tenders", self.most_tenders))


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

QUARTER_A6 = Look(
    width=A6[0],
    height=A6[1],
    margin=8 * MM,
    top=7.5 * MM,
    bottom=6.5 * MM,
    most_tenders=3,
    mark=19,
    logo_width=30 * MM,
    name=9.5,
    heading=20,
    heading_smallest=13,
    lead=8.8,
    title=10.6,
    body=8.6,
    small=8.5,
    when=0,
    facts=0,
    gutter=8,
    pad=5,
    contact=8.5,
    code=19 * MM,
    code_words=0,
)

THIRD_DL = Look(
    width=DL[0],
    height=DL[1],
    margin=8 * MM,
    top=8.5 * MM,
    bottom=7 * MM,
    most_tenders=4,
    mark=21,
    logo_width=32 * MM,
    name=10,
    heading=22,
    heading_smallest=14,
    lead=9.4,
    title=11.4,
    body=9,
    small=8.5,
    when=0,
    facts=0,
    gutter=9,
    pad=6,
    contact=8.8,
    code=21 * MM,
    code_words=0,
)

WHOLE_A3 = WHOLE_A4.scaled(2**0.5, most_tenders=10)

LOOKS = {
    Paper.A3: WHOLE_A3,
    Paper.A4: WHOLE_A4,
    Paper.A5: HALF_A5,
    Paper.A6: QUARTER_A6,
    Paper.DL: THIRD_DL,
}
