"""`python -m tests.bench` runs the benches."""

import sys

from tests.bench.run import main

if __name__ == "__main__":
    sys.exit(main())
