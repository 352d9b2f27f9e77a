"""Abbreviations with a full stop that ends no sentence, Swedish and English."""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

import re

_WITH_DOTS = (
    "t.ex", "bl.a", "m.m", "m.fl", "d.v.s", "s.k", "p.g.a", "fr.o.m", "t.o.m", "f.n", "f.d", "e.d", "o.d", "o.dyl", "o.s.v", "m.a.o",
    "i.st.f", "s.a.s", "e.m", "f.m", "t.v", "p.s", "f.ö", "m.h.t", "m.a.p", "i.o.m", "u.a", "a.a", "o.likn", "e.dyl", "f.v.b", "g.m",
    "e.g", "i.e", "a.m", "p.m", "u.s", "u.k", "n.b",
)  # fmt: skip
_ONE_DOT = (
    "kap kl nr tel tfn ca c:a s st art prop dir resp inkl exkl jfr mån tis ons tors fre lör sön jan feb apr aug sep sept okt nov "
    "dec obs ang enl forts ggr ev dvs osv etc mfl mm pga tex bla kr milj mkr tkr min max sid avd dnr ref div vd skr ds mom ggn obl "
    "mr mrs ms dr sec para approx vs incl ltd inc fig vol pp ch reg"
).split()

#: Abbreviations that a sentence may end with: a capital after them begins a new one.
CLOSING = frozenset(
    "mm mfl ed od odyl osv etc edyl olikn st kr milj mkr tkr mån jan feb apr aug sep sept okt nov dec em fm am pm ggr ltd inc us uk "
    "mom min max".split()
)


def _spaced(dotted: str) -> str:
    return r"\.[ \u00a0]?".join(re.escape(part) for part in dotted.split(".")) + r"\."


#: Patterns: those with inner dots, and those with one dot at the end (without it).
DOTTED = "|".join(_spaced(one) for one in sorted(_WITH_DOTS, key=len, reverse=True))
SHORTENED = "|".join(re.escape(one) for one in sorted(_ONE_DOT, key=len, reverse=True))
