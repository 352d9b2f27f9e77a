"""The names of the menus and their letters, which the first picture shows; what stands in them comes later (`menus.py`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from outreach.language import N_

#: The menus, in order, and those that have something in them before a workspace is open.
MENUS = (N_("File"), N_("Edit"), N_("Go"), N_("Conversation"), N_("Record"), N_("View"), N_("Safe keeping"), N_("Help"))
BARE_MENUS = ("File", "View", "Help")
#: Alt and these letters mean something else in the main window: the views of a list, what is typed on the page of the lock.
_TAKEN = "V"


def titles_with_letters(words: Callable[[str], str], names: Sequence[str]) -> list[str]:
    """Return the titles of menus, each with its letter (`lettered`)."""
    return lettered([words(name) for name in names], _TAKEN)


def lettered(texts: Sequence[str], taken: str = "") -> list[str]:
    """Return texts in which Qt underlines a letter of each, all different as long as that can be; `taken` are not used.

    The first letters of words go first, so that most lines answer to what they begin with. A line for which none is left shares
    its first letter: pressing it again goes on to the next.
    """
    wished = [[at for at in _letters(text) if text[at].upper() not in taken] for text in texts]
    holders: dict[str, int] = {}
    places: dict[int, int] = {}

    def settle(number: int, seen: set[str], wishes: Sequence[int]) -> bool:
        """Give a text one of its wishes; whoever holds it may go on to another one (augmenting paths, as Kuhn has it)."""
        for at in sorted(wishes, key=lambda at: texts[number][at].upper() in holders):
            letter = texts[number][at].upper()
            if letter in seen:
                continue
            seen.add(letter)
            if letter not in holders or settle(holders[letter], seen, wished[holders[letter]]):
                holders[letter], places[number] = number, at
                return True
        return False

    for number, text in enumerate(texts):
        free = [at for at in wished[number] if _begins_word(text, at) and text[at].upper() not in holders]
        settle(number, set(), free[:1])
    for number in range(len(texts)):
        if number not in places and not settle(number, set(), wished[number]) and wished[number]:
            places[number] = wished[number][0]
    return [_with_letter(text, places.get(number, -1)) for number, text in enumerate(texts)]


def _letters(text: str) -> list[int]:
    """Where letters and digits stand in a text, those that begin a word first."""
    return sorted((at for at, sign in enumerate(text) if sign.isalnum()), key=lambda at: not _begins_word(text, at))


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def _with_letter(text: str, at: int) -> str:
    """Mark one letter; an ampersand of the text itself stays one."""
    plain = [sign.replace("&", "&&") for sign in text]
    if at >= 0:
        plain[at] = f"&{plain[at]}"
    return "".join(plain)
