"""Fields of a notice that are not published (BT-195): what stands in the file for them may be a dummy, and is never read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from outreach.formats import eforms_xml as xml

#: The value of the whole notice.
WHOLE_VALUE = "BT-161"

#: Codes of the list "non-publication-identifier" and the fields that they hide, as far as a tender or its result has them.
_FIELDS = {
    "not-val": WHOLE_VALUE,
    "not-max-val": "BT-118",
    "not-app-val": "BT-1118",
    "gro-max-val": "BT-156",
    "gro-ree-val": "BT-1561",
    "max-val": "BT-709",
    "ree-val": "BT-660",
    "win-cho": "BT-142",
    "no-awa-rea": "BT-144",
    "rec-sub-cou": "BT-759",
    "rec-sub-typ": "BT-760",
    "win-ten-val": "BT-720",
    "ten-val-hig": "BT-711",
    "ten-val-low": "BT-710",
    "ten-ran": "BT-171",
    "win-ten-ran": "BT-171",
    "win-ten-var": "BT-193",
}
_CODE = "efac:FieldsPrivacy/efbc:FieldIdentifierCode"


def hidden_in(element: etree._Element | None) -> Iterator[str]:
    """Yield the fields that an element itself hides."""
    for one in xml.each(element, _CODE):
        field = _FIELDS.get(xml.text_of(one))
        if field:
            yield field


def hides(element: etree._Element | None, field: str) -> bool:
    """Say whether an element hides a field of its own."""
    return field in hidden_in(element)


def hidden_under(element: etree._Element) -> Iterator[str]:
    """Yield the fields that an element or anything in it hides."""
    for one in element.iter(f"{{{xml.EFAC}}}FieldsPrivacy"):
        field = _FIELDS.get(xml.text_at(one, "efbc:FieldIdentifierCode"))
        if field:
            yield field
