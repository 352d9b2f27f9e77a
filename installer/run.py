"""Start Outreach: `python3 installer/run.py [ARGUMENTS]`. The first start sets everything up.

This file must be readable by any Python, even Python 2, so that an old one gets a sentence and not a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python is what this is for
    sys.exit("Outreach needs Python 3.11 or newer; this one is " + sys.version.split()[0] + ".")

from setup_start import start

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
