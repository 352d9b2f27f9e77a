"""Which purchases an industry may want to know of: a small table of SNI and CPV codes that the unit may change.

SNI 2007 and NACE Rev. 2 share their first four levels; CPV is the vocabulary of Regulation (EC) No 213/2008. No official
table ties the two together, so this one is a help for the memory, kept short and open to be changed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from outreach.domain.changes import Changes
from outreach.domain.codes import industry_codes, sni_name
from outreach.domain.record import Kind
from outreach.domain.rule import IndustryLink, link_id
from outreach.domain.tender_match import shares
from outreach.errors import InvalidInput
from outreach.language import N_
from outreach.services.records import Records

if TYPE_CHECKING:
    from outreach.storage.work import View, Work


class IndustryLinks(Records[IndustryLink]):
    """The verbs for the table."""

    kind: ClassVar[Kind] = Kind.INDUSTRY_LINK

    def title_of(self, record: IndustryLink) -> str:
        """Return the industry's code and name."""
        return " ".join(filter(None, (record.sni, sni_name(record.sni, "sv"))))

    def checked(self, work: Work, record: IndustryLink) -> IndustryLink:
        """Return the line with bare digits. Raises InvalidInput for codes that are none."""
        sni = checked_sni(record.sni)
        codes = tuple(dict.fromkeys(_beginning(code) for code in record.cpv if code.strip()))
        if not all(re.fullmatch(r"\d{2,8}", code) for code in codes):
            raise InvalidInput(N_("CPV"), N_("A CPV code begins with two to eight digits, such as 45 or 90620000."))
        return replace(record, sni=sni, cpv=codes)

    def table(self) -> list[IndustryLink]:
        """Return the whole table in order of the industries; a line of the unit's takes the place of a built-in one."""
        with self.database.read() as view:
            return self.table_of(view)

    def table_of(self, view: View) -> list[IndustryLink]:
        """Return the table as a reader under way sees it."""
        own = {one.sni: one for one in view.industry_links.all()}
        built_in = {sni: IndustryLink(id=link_id(sni), sni=sni, cpv=cpv) for sni, cpv in industry_codes().items() if sni not in own}
        return sorted([*own.values(), *built_in.values()], key=lambda one: one.sni)

    def put(self, sni: str, cpv: tuple[str, ...]) -> Changes:
        """Say which codes an industry goes with; none takes its line away. Raises InvalidInput."""
        with self.database.work(N_("Changed the codes of industry {name}"), name=sni) as work:
            wanted = self.checked(work, IndustryLink(id=link_id(sni), sni=sni, cpv=cpv))
            known = {one.sni: one for one in work.industry_links.all()}.get(wanted.sni)
            work.save(self.kind, replace(known, cpv=wanted.cpv) if known else wanted)
        return work.changes

    def restore(self, sni: str) -> Changes:
        """Put the built-in line of an industry back."""
        bare = re.sub(r"[\s.]", "", sni)
        with self.database.work(N_("Put the codes of industry {name} back"), name=sni) as work:
            for one in work.industry_links.all():
                if one.sni == bare:
                    work.delete(self.kind, one.id)
        return work.changes

    def is_own(self, link: IndustryLink) -> bool:
        """Say whether a line is the unit's own."""
        return link.version > 0

    def of_codes(self, view: View, prefixes: tuple[str, ...]) -> list[str]:
        """Return the industries ("43", "432") that go with one of these groups of CPV codes."""
        return [one.sni for one in self.table_of(view) if any(shares(f"{code:0<8}", prefixes) for code in one.cpv)]


def _beginning(code: str) -> str:
    """Return what a CPV code says without its check digit and closing zeros, two digits at least."""
    bare = re.sub(r"-\d$", "", code.strip())
    return bare.rstrip("0").ljust(2, "0") if len(bare) > 1 else bare


def checked_sni(text: str) -> str:
    """Return an industry's code as bare digits ("43.2" → "432"). Raises InvalidInput for what SNI does not know."""
    sni = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"\d{2,5}", sni) or not sni_name(sni, "sv"):
        raise InvalidInput(N_("Industry"), N_("An industry is two to five digits of SNI, such as 43 or 43.2."))
    return sni
