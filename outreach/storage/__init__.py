"""Where records are kept: tables, migrations, the journal and the search index, on SQLite and on PostgreSQL.

Rows, connections and SQLAlchemy stay inside; what goes in and out are frozen records of `domain/` and plain values.
One user action is one `Database.work()`; foreign exceptions become `errors.py` at this border (`faults.py`).
Rules about what may be done are for `domain/` and `services/`; files of other programs are for `formats/`.
"""
