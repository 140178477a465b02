"""The command line: parse words, call the register, return an answer. One place prints."""

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (DESIGN section 5).

    0 good, 1 refused or problems found, 2 wrong usage, 3 a conflict needs a person.
    """
    from actiepunt.cli import screen
    from actiepunt.cli.group import root

    return screen.run(root, list(sys.argv[1:] if words is None else words))
