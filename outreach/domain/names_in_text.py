"""Names in the middle of a sentence: not taken, but told, so that nobody has to look for what the reader left in the note."""

from __future__ import annotations

from outreach.domain.name_shapes import has_legal_form, is_first_name, is_title, looks_like_company

#: A shorter word of trade in a sentence is seldom a name: "IT", "El".
_LONG_ENOUGH = 5
_SIGNS = ".,;:()!?\"'"


def first_name_in(text: str) -> str:
    """Return the first word of a sentence's middle that is a first name with a capital, with the name after it; "" for none."""
    words = text.split()
    for place, word in enumerate(words):
        if word[:1].isupper() and is_first_name(word.strip(_SIGNS)):
            after = words[place + 1].strip(_SIGNS) if place + 1 < len(words) else ""
            return f"{word.strip(_SIGNS)} {after}" if after[:1].isupper() else word.strip(_SIGNS)
    return ""


def company_in(text: str) -> str:
    """Return the words of a sentence that could be a company: a legal form, a word of trade, a capital after "på"; "" for none."""
    words = [word.strip(_SIGNS) for word in text.split()]
    for place, word in enumerate(words[1:], start=1):
        before = words[place - 1]
        if before[:1].isupper() and (has_legal_form(word) or (word[:1].isupper() and looks_like_company(word))):
            return f"{before} {word}"
        if word[:1].isupper() and len(word) > _LONG_ENOUGH and looks_like_company(word):
            return word
        if before.casefold() in ("på", "hos", "från") and word[:1].isupper():
            return word
        if before == "&" and place > 1 and word[:1].isupper() and words[place - 2][:1].isupper():
            return f"{words[place - 2]} & {word}"
    return ""


def title_in(text: str) -> str:
    """Return the first word of a sentence that is a title; "" for none."""
    return next((word for word in (one.strip(_SIGNS) for one in text.split()) if len(word) > 3 and is_title(word)), "")
