"""The import wizard: files in, tables explained, a preview of what would become of each record, the import, its undo.

`dialog.py` is the window, `flow.py` what happens between its pages; each step has a page of its own (`start_page.py`,
`table_page.py`, `columns_page.py`, `check_page.py`, `done_page.py`). What a file means is decided in `services/imports.py`.
"""
