"""Label sheets on A4 and how their labels lie: what name badges, contact cards and address labels are printed on.

Millimetres from the upper left corner of the sheet, as the makers give them. A sheet with `cut` is plain paper that is cut
along marks; the others are die-cut and get no marks. Sources: "gLabels" is `templates/avery-iso-templates.xml` of
github.com/jimevins/glabels-qt (read 2026-11-28; points turned into millimetres). That file rounds some margins to whole
millimetres; where its numbers leave unequal margins, the sheet is centred here, as the makers' own templates are.
"""

from __future__ import annotations

from dataclasses import dataclass

from outreach.language import N_

#: ISO 216.
A4_WIDTH, A4_HEIGHT = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """One kind of sheet: `columns` × `rows` labels, each `width` × `height`; `left` and `top` are the first one's corner.

    `across` and `down` are from one label's edge to the next one's (pitch). A `folded` label is folded in the middle and shows
    the same on both sides: `height` is what one side has, half the piece of paper.
    """

    name: str
    title: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    cut: bool = False
    folded: bool = False

    @property
    def per_page(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    @property
    def piece(self) -> float:
        """The height of the whole piece of paper: twice a folded label's."""
        return self.height * 2 if self.folded else self.height

    def corner(self, place: int) -> tuple[float, float]:
        """Return left and upper edge of a label; `place` counts from 0, along the rows. Raises IndexError outside the sheet."""
        if not 0 <= place < self.per_page:
            raise IndexError(place)
        row, column = divmod(place, self.columns)
        return self.left + column * self.across, self.top + row * self.down


def _butted(name: str, title: str, columns: int, rows: int, width: float, height: float) -> LabelSheet:
    """Return plain paper with pieces edge to edge in its middle, to cut."""
    left, top = (A4_WIDTH - columns * width) / 2, (A4_HEIGHT - rows * height) / 2
    return LabelSheet(name, title, columns, rows, width, height, left, top, width, height, cut=True)


#: For badges. gLabels, Avery L4785 (and L4784, L4786, L4787): 80 × 50, pitch 95 × 55; its margins 18 and 13 are rounded.
_L4785 = LabelSheet("L4785", N_("Stickers 80 × 50 mm, Avery L4785"), 2, 5, 80.0, 50.0, 17.5, 13.5, 95.0, 55.0)
#: gLabels, Avery 8666 (J8666, L7666): 70 × 52; 198.4 × 147.4 pt, pitch 264 × 147 pt, margins 66 and 53 pt.
_L7666 = LabelSheet("L7666", N_("Stickers 70 × 52 mm, Avery L7666"), 2, 5, 70.0, 52.0, 23.5, 18.5, 93.0, 52.0)
#: gLabels, Avery 7414 (L7414): cards for holders; 255.1 × 147.4 pt, edge to edge, margins 42.51 and 52.44 pt.
_L7414 = LabelSheet("L7414", N_("Cards 90 × 52 mm, Avery L7414"), 2, 5, 90.0, 52.0, 15.0, 18.5, 90.0, 52.0)
#: gLabels, Avery 7160 (L7160, J8160): 63.5 × 38.1; 181.4 × 108 pt, pitch 187.2 × 108 pt, margins 21.2 and 43.9 pt.
_L7160 = LabelSheet("L7160", N_("Stickers 63.5 × 38.1 mm, Avery L7160"), 3, 7, 63.5, 38.1, 7.2, 15.1, 66.05, 38.1)
#: Plain paper, cut: the inserts of common badge holders (90 × 60, as Durable's 60 × 90; 96 × 82, as Odoo's badges), A6 (ISO 216).
_CUT_90X60 = _butted("90x60", N_("Plain paper, 90 × 60 mm to cut"), 2, 4, 90.0, 60.0)
_CUT_96X82 = _butted("96x82", N_("Plain paper, 96 × 82 mm to cut"), 2, 3, 96.0, 82.0)
_A6 = _butted("A6", N_("Plain paper, four A6 to hang, to cut"), 2, 2, 105.0, 148.5)
_A6_FOLDED = LabelSheet(
    "A6-folded", N_("Plain paper, four A6 to fold, the name on both sides"), 2, 2, 105.0, 74.25, 0.0, 0.0, 105.0, 148.5, True, True
)

#: The sheets for badges by name; the first is the default.
BADGE_SHEETS = {
    sheet.name: sheet for sheet in (_L4785, _L7666, _L7414, _L7160, _CUT_90X60, _CUT_96X82, _A6, _A6_FOLDED)
}

#: Visiting cards (85 × 55, ISO 7810 rounded up as Swedish printers cut them), ten on a plain A4.
CARD_SHEET = _butted("85x55", N_("Plain paper, ten cards of 85 × 55 mm to cut"), 2, 5, 85.0, 55.0)
