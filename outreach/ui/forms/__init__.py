"""Parts of forms that pages share, and the dialog that holds them.

A field with label and error line, editors for contacts, addresses, tags, codes and days, a chooser of records, and
`form_dialog.py`, which shows them in sections and saves.

Each editor has `value()`, `set_value(…)` and a signal `changed`; none of them knows a record as a whole or saves anything.
"""
