"""Check Outreach: `python3 installer/test.py [--only-pytest | --only-checks] [PYTEST ARGUMENTS]`.

This file must be readable by any Python, even Python 2, so that an old one gets a sentence and not a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python is what this is for
    sys.exit("Outreach needs Python 3.11 or newer; this one is " + sys.version.split()[0] + ".")

from setup_checks import check

if __name__ == "__main__":
    sys.exit(check(sys.argv[1:]))
