"""What hatch does when it builds a wheel: the man pages, from the help texts, in both languages."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LANGUAGES = {"": "C.UTF-8", "nl/": "nl_NL.UTF-8"}


class ManualPages(BuildHookInterface):
    """Adds `actiepunt.1`, and for `git actiepunt --help` a page that refers to it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the pages, except for an editable install."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()  # until the wheel is written
        for folder, locale in LANGUAGES.items():
            pages = {
                "actiepunt.1": subprocess.run(
                    [sys.executable, "-m", "actiepunt", "manual"],
                    env={**os.environ, "PYTHONPATH": str(Path(self.root, "src")), "LC_ALL": locale},
                    check=True,
                    stdout=subprocess.PIPE,
                ).stdout,
                "git-actiepunt.1": f".so {folder}man1/actiepunt.1\n".encode(),
            }
            for name, content in pages.items():
                place = f"{folder}man1/{name}"
                path = Path(self._folder.name, place)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                build_data["shared_data"][str(path)] = f"share/man/{place}"
