"""Cards to type in: the pictures that wait, each beside a form. `window.py` puts it together, `reading.py` reads for it."""
