"""The page of handouts: choose what stands on the flyer, see it while you choose, print it or keep it as a PDF.

`page.py` puts the page together; `settings.py` and `tender_choice.py` are its left side, `preview.py` its right;
`live.py` draws on the worker, latest wish first; `wish.py` is the value that travels; `printing.py` knows the printer.
What a flyer looks like is decided in `print/`, what may stand on it in `services/handouts.py`.
"""
