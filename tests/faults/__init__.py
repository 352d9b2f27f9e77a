"""The proof that nothing acknowledged is lost: the program is killed, its power cut, its disk made to fail and to fill up.

`python -m tests.faults kill|power|io|full|starts|forms [--rounds N]` prints a table of figures and ends with 1 on any loss; the
tests here run each of them small. `deeds.py` says what the program does while it is hurt and what must be there afterwards.
Every harness has a control: a variant with a known fault, which it must catch.
"""
