"""Three laptops that exchange over a folder in which files come late, twice, cut in half, or not at all.

`world.py` plays them; `python -m tests.exchange --edits 1000 --seeds 20` runs it in full, a small round stands in the suite.
"""
