"""The page of handouts: choose the kind and what stands on it, see it as you choose, print it, keep it, draft it.

`page.py` puts the page together. Left of it: `kind_list.py`, and `settings.py` with `tender_part.py`, `guest_choice.py` and the
rows of `fields.py`. Right: `preview_side.py` with the preview (`preview.py` is its protocol; `pdf_preview.py` and
`picture_preview.py` keep it). `live.py` draws on the worker, latest wish first; `offer.py` reads what there is to choose from;
`leaving.py` knows the ways out, `printing.py` the printer, `batch_dialog.py` many at once, `printed_before.py` the record. What a
kind can be told is decided in `services/handout_kinds/`, what it looks like in `print/`.
"""
