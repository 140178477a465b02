"""JSON: `{"version": 1, "actions": [...]}` with the field names of the files."""

import json

from actiepunt.output import Page, View, records

VERSION = 1


def render(view: View, _page: Page) -> str:
    """Return a view as JSON, characters unescaped, with each field on its own line."""
    content = {"version": VERSION, view.kind: records(view)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
