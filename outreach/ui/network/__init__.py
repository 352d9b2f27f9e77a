"""The page of the network: what municipalities share with each other.

Here live its frame with the tabs (`page.py`), requirement cards, the neighbours' calendar, the words of flyers, and the windows
in which a package is put together and looked through.
Not here: questions to colleagues (`ui/inquiries/`), and what may stand in a package (`services/packages.py`).
"""
