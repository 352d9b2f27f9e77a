"""The People page: `page.py` is the list, `person_detail.py` the pane beside it, `person_form.py` the form."""
