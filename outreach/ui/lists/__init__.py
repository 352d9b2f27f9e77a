"""The list kit: a page with search, filters, a lazily filled table and a detail pane, generic over a kind of record.

`list_page.py` is what pages subclass; `list_model.py` holds keys and fetches rows on demand; `cells.py` writes a row's
texts; `filters.py` and `filter_bar.py` narrow the list; `detail.py` and `time_line.py` show one record. Nothing here
knows companies or people: that is in `ui/companies/`, `ui/people/` …
"""
