"""Run the command line as `python -m actiepunt`."""

import sys

from actiepunt.cli import main

if __name__ == "__main__":
    sys.exit(main())
