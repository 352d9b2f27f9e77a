"""`python -m outreach` is the program."""

import sys

from outreach.app import main

if __name__ == "__main__":
    sys.exit(main())
