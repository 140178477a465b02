"""The command line: each command returns an answer, and `screen` alone prints."""

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line on `words`, by default those of the process, and return its exit code.

    0 is success, 1 a refusal or faults found, 2 wrong usage, 3 a conflict that a person must
    decide.
    """
    from actiepunt.cli import screen
    from actiepunt.cli.group import root

    return screen.run(root, list(sys.argv[1:] if words is None else words))
