"""The JSON Schemas beside the data files, which editors find by the first line of each file.

They are in the repository, so that an editor needs no network and no actiepunt.
"""

import json

from actiepunt.core import schemas
from actiepunt.core.model import ACTIONS_FILE, ARCHIVE_DIR, CALENDAR_FILE, REGISTER_FILE
from actiepunt.core.schemas import Draft
from actiepunt.i18n import Translate

FOLDER = "data/.schema"
NAMES = {ACTIONS_FILE: "actions", CALENDAR_FILE: "calendar", REGISTER_FILE: "register"}
_DRAFT: Draft = "4"  # Even Better TOML and taplo read no later one


def heading(file: str) -> str:
    """Return the line with which a new data file begins; ARCHIVE_DIR for one of the archive."""
    if file == ARCHIVE_DIR:
        return f"#:schema ../.schema/{NAMES[ACTIONS_FILE]}.json\n"
    return f"#:schema ./.schema/{NAMES[file]}.json\n"


def texts(say: Translate) -> dict[str, str]:
    """Return the texts of the schemas by file, in the language of `say`."""
    return {f"{FOLDER}/{name}.json": text(name, _DRAFT, say) for name in NAMES.values()}


def shown(file: str) -> str:
    """Return a file as an answer names it: of the schemas only their folder."""
    return FOLDER if file.startswith(f"{FOLDER}/") else file


def text(name: str, draft: Draft, say: Translate) -> str:
    """Return a schema as the text of a file."""
    content = schemas.schema(name, draft, say)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
