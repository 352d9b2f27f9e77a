"""The page of coverage: companies by branch and stage. Counting belongs to `services/coverage.py`, lists to `ui/companies/`."""
