"""A whole day's use of the real program with 50 canaries in it; then every file is searched for them (R40, R43–R45).

`python -m tests.canaries` is the whole day, on an encrypted workspace, and the control: the same day on a plain one, which must
be full of them. A small round stands in `tests/journeys/test_canaries.py`.
"""
