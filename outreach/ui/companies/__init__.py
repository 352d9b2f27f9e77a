"""The Companies page: `page.py` is the list, `company_detail.py` the pane beside it, `company_form.py` the form."""
