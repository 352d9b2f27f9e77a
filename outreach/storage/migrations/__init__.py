"""The steps from one revision of the workspace to the next (Alembic). Released steps are never edited."""
