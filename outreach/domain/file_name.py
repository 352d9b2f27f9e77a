r"""Names of files made of what people wrote: safe on every system, inside the folder that was chosen, and short enough.

OWASP ASVS 5.0, 5.3.2. Windows takes no `<>:"/\\|?*` in a name, no dot or space at its end, and no names of devices.
"""

from __future__ import annotations

import re
import unicodedata

from outreach.domain.visible_text import visible

#: Bytes of a whole name. File systems take 255, and Windows 260 letters in a whole path.
MOST_BYTES = 150

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]+')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(?:\.|\Z)", re.IGNORECASE)


def words_in_name(text: str, most: int = MOST_BYTES) -> str:
    """Return a text as a part of a name: composed letters, nothing hidden or forbidden, at most `most` bytes. May be empty."""
    clean = _FORBIDDEN.sub(" ", visible(unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())))
    plain = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in clean)
    short = " ".join(plain.split()).encode()[:most].decode("utf-8", "ignore")
    # Nothing in front that a shell or a program takes for an option, a home or a hidden file.
    return short.lstrip("-~. ").rstrip(" .")


def safe_name(text: str, suffix: str = "", otherwise: str = "file") -> str:
    """Return the name of a file, `suffix` (".pdf") included, of at most `MOST_BYTES`; `otherwise` where nothing is left of it."""
    words = words_in_name(text, MOST_BYTES - len(suffix.encode())) or otherwise
    return f"_{words[: MOST_BYTES // 4]}{suffix}" if _DEVICES.match(words) else f"{words}{suffix}"
