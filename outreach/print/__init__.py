"""What is printed: drawings on paper with reportlab, QR codes with segno, and pictures of finished pages (pypdfium2).

A drawing takes a value of `domain/handout.py` and gives the bytes of a PDF; the same value gives the same bytes.
Choosing what stands on a handout is for `services/handouts.py`; the printer's dialog is for `ui/handouts/`.
"""
