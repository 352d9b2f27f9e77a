"""Watch lists: what is new and changed among tenders and notices, by CPV code, place and words.

Here live the window, the form of one watch, and the question before TED is asked. What fits and what counts as news is said by
`domain/watching.py` and `services/watches.py`; what TED gives comes in through the import like any file.
"""
