"""The sample municipality: Älvbro kommun, which does not exist, with a whole outreach year around a given day.

Here live the word lists (Swedish, invented by us) and the makers that draw from them with one seeded random source.
Nothing real stands here: addresses end in .example, telephone numbers lie in the ranges that PTS keeps for fiction, and
organisation numbers in series that nobody has been given. Rules of records stay in `domain/`; writing goes through `storage/`.
"""

from outreach.services.demo.municipality import fill

__all__ = ["fill"]
