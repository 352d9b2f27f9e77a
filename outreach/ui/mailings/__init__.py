"""One text to many: `window.py` shows it with what each one reads; `services/mailings.py` writes drafts, letters and labels."""
