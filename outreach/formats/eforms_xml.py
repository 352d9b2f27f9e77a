"""XML of eForms notices, opened safely: nothing is fetched, nothing expands, and size and depth have an end.

What stands in a notice is read in `eforms.py`; here a stranger's bytes become a tree, or a problem with a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from lxml import etree

from outreach.domain.problem import Problem, cut
from outreach.language import N_

#: The largest real notices have a few megabytes (a hundred lots in 24 languages).
LARGEST = 50 * 1024 * 1024
#: Real notices are some twenty deep; the schema allows no recursion that a person would write.
DEEPEST = 100
#: Half a million elements take a second and 200 MB; a notice with 100 lots has 30,000.
MOST_ELEMENTS = 500_000

CBC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
CAC = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
EXT = "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
EFAC = "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
EFBC = "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"
EFEXT = "http://data.europa.eu/p27/eforms-ubl-extensions/1"
NAMESPACES = {"cbc": CBC, "cac": CAC, "ext": EXT, "efac": EFAC, "efbc": EFBC, "efext": EFEXT}

#: From an element to the eForms extension in it (UBL 2.3 extension point).
EXTENSION = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/efext:EformsExtension"

#: The elements below the deepest that are read.
_BELOW = etree.XPath("/*" * (DEEPEST + 1))
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")

TOO_LARGE = N_("The file is larger than any notice.")
TOO_DEEP = N_("The file is nested deeper than any notice.")
HAS_DOCTYPE = N_("The file carries a document type (DOCTYPE), which no notice has. It was not opened further.")
NOT_XML = N_("The file is not sound XML: {detail}")


def open_tree(data: bytes) -> tuple[etree._Element | None, list[Problem]]:
    """Return the root element, or None and one problem. Never raises, never touches network or disk.

    Refused are: more than 50 MB, half a million elements, a DOCTYPE (so no entities of any kind), a depth above 100.
    XInclude elements are ordinary elements here and are never followed. Comments and processing instructions are left
    out, so that they cannot split a text.
    """
    if len(data) > LARGEST or data.count(b"<") > 2 * MOST_ELEMENTS:
        return None, [Problem(0, TOO_LARGE)]
    line = _line_of_doctype(data[:65536].replace(b"\0", b""))
    if line:
        return None, [Problem(line, HAS_DOCTYPE)]
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return None, [_syntax_problem(error)]
    except (ValueError, LookupError, MemoryError) as error:
        return None, [Problem(1, NOT_XML, {"detail": cut(str(error))})]
    return _checked(root)


def _checked(root: etree._Element) -> tuple[etree._Element | None, list[Problem]]:
    # The look at the first bytes cannot read every encoding; the parser can, and by now it has expanded nothing.
    if getattr(root.getroottree().docinfo, "doctype", None):
        return None, [Problem(1, HAS_DOCTYPE)]
    for element in cast("list[etree._Element]", _BELOW(root)):
        return None, [Problem(line_of(element), TOO_DEEP)]
    return root, []


def _line_of_doctype(head: bytes) -> int:
    """Return the line of a DOCTYPE before the root element, 0 when there is none. One pass, no regular expression."""
    place = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    while place < len(head):
        if head[place : place + 1].isspace() or head[place] >= 0xFE:
            place += 1
        elif head.startswith(b"<!DOCTYPE", place):
            return head.count(b"\n", 0, place) + 1
        elif head.startswith((b"<?", b"<!--"), place):
            ending = b"?>" if head.startswith(b"<?", place) else b"-->"
            found = head.find(ending, place)
            if found < 0:
                return 0
            place = found + len(ending)
        else:
            return 0
    return 0


def _syntax_problem(error: etree.XMLSyntaxError) -> Problem:
    detail = (error.msg or "").partition(", line ")[0]
    if "amplification" in detail or "entity" in detail.casefold():
        # Entities stand in a DOCTYPE alone; one that lay too far down, or in an odd encoding, to be seen before.
        return Problem(max(error.lineno or 0, 0), HAS_DOCTYPE)
    if "depth" in detail:
        return Problem(max(error.lineno or 0, 0), TOO_DEEP)
    return Problem(max(error.lineno or 0, 0), NOT_XML, {"detail": cut(detail)})


def line_of(element: etree._Element | None) -> int:
    """Return the line that an element begins on, 0 when there is none."""
    return 0 if element is None else int(getattr(element, "sourceline", None) or 0)


def name_of(element: etree._Element) -> str:
    """Return the local name of an element."""
    return str(etree.QName(element).localname)


def first(element: etree._Element | None, path: str) -> etree._Element | None:
    """Return the first element at a path, None when there is none."""
    return None if element is None else next(_found(element, path), None)


def each(element: etree._Element | None, path: str) -> Iterator[etree._Element]:
    """Yield the elements at a path, in document order."""
    if element is not None:
        yield from _found(element, path)


def _found(element: etree._Element, path: str) -> Iterator[etree._Element]:
    # Most paths are one step, which lxml walks several times faster when it is told so.
    spelled = _spelled_out(path)
    return element.iterfind(spelled) if "/" in path or "[" in path else element.iterchildren(spelled)


@cache
def _spelled_out(path: str) -> str:
    """Return a path with namespaces for prefixes: lxml sorts the prefixes anew for each search otherwise."""
    return re.sub(r"(\w+):(?=\w)", lambda found: f"{{{NAMESPACES[found[1]]}}}", path)


def text_of(element: etree._Element | None) -> str:
    """Return the text of one element, "" for None: outer blanks off, line ends kept.

    Control characters go: real notices carry them (U+008D after a dash), and calendars and print cannot.
    """
    if element is None or element.text is None:
        return ""
    return _CONTROLS.sub("", element.text).strip()


def text_at(element: etree._Element | None, path: str) -> str:
    """Return the first text at a path that says something, "" when none does."""
    return next((text for found in each(element, path) if (text := text_of(found))), "")


def extensions(element: etree._Element | None) -> Iterator[etree._Element]:
    """Yield the eForms extensions of an element."""
    yield from each(element, EXTENSION)
