"""The import dialog: files in, a preview of what would become of each record, then the import, which can be undone."""
