"""What is printed: sheets of paper as tagged PDFs (PDF/UA-1), QR codes with segno, pictures of finished pages (pypdfium2).

A drawing takes a value of `domain/` and gives the bytes of a PDF; the same value gives the same bytes. It measures `Sheet`s
of `Part`s first (`sheet.py`: where each thing stands, and what it is to a reader who hears it), lays them on `Page`s, and hands
these to the one door, `document.write_document`. Behind it: `tagged.py` walks the items, `pen.py` draws them, `structure.py`
keeps the tree, `pdf_file.py` writes objects, `embedded_face.py` and `reused.py` typefaces and pictures. Text comes in through
`printable.py`, logos and drawings through `logo.py` and `vector.py`: three doors, nothing else is let in.
Choosing what stands on a handout is for `services/handouts.py`; the printer's dialog is for `ui/handouts/`.
"""
