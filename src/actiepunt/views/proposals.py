"""What minutes may add to the register, as a listing: proposals that a person has not looked at."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actiepunt.core import labels
from actiepunt.core.labels import DayWriter
from actiepunt.core.model import Action, Meeting, Record
from actiepunt.core.names import joined as names
from actiepunt.harvest.proposals import Proposal
from actiepunt.harvest.sitting import Sitting
from actiepunt.i18n import N_, _, ngettext
from actiepunt.output import Column, Entry, Line, Listing
from actiepunt.views import changes
from actiepunt.views.records import dated, joined, json_value
from actiepunt.views.review import Part

KINDS: Mapping[str, str] = {
    "marked": N_("marked"),
    "said": N_("said"),
    "perhaps": N_("perhaps"),
    "meeting": N_("meeting"),
}
"""The labels of the kinds of proposals, in English."""
FATES: Mapping[str, str] = {"taken": N_("taken"), "rejected": N_("rejected")}
"""What became of a sentence that was looked at before, in English."""
_FIELDS: Mapping[type, Sequence[str]] = {
    Action: ("summary", "owners", "body", "due", "meeting", "item", "source"),
    Meeting: ("body", "title", "start", "window", "end", "location", "papers"),
}


def listing(rows: Sequence[Proposal], today: date) -> Listing:
    """Return the listing of proposals, below the headings of their document on a terminal."""
    actions = sum(isinstance(row.record, Action) for row in rows)
    count = ngettext("{count} action proposed", "{count} actions proposed", actions)
    others = len(rows) - actions
    footer = count.format(count=actions)
    if others:
        several = ngettext("{count} meeting", "{count} meetings", others)
        footer = f"{footer}, {several.format(count=others)}"
    return Listing(
        "proposals",
        {"": rows},
        [
            Column(_("place"), lambda row: row.sentence.place),
            Column(_("kind"), lambda row: _(KINDS[row.kind])),
            dated(_("proposed"), told),
            Column(_("owner"), lambda row: names(getattr(row.record, "owners", ()))),
            dated(_("due"), due),
            Column(_("resembles"), lambda row: ", ".join(_numbers(row))),
            Column(_("sentence"), lambda row: row.sentence.text),
        ],
        Entry(
            [Column(_("kind"), lambda row: _(KINDS[row.kind]), toned=True)],
            lambda row: [
                names(getattr(row.record, "owners", ())),
                due(row, lambda day: labels.short_day(day, today, _)),
                *_alike(row),
            ],
            lambda row: told(row, lambda day: labels.short_day(day, today, _)),
            _by_heading(rows),
            lambda row: [Line(f"“{row.sentence.text}”", indent=2, hanging=0)],
        ),
        record,
        lambda row: "soon" if row.kind == "marked" else "",
        footer=footer,
        empty=_("Nothing found that may be an action or a meeting."),
        names=("kind", "place", "sentence", "fingerprint", "rule", "alike", *_FIELDS[Action]),
    )


def told(row: Proposal, write: DayWriter) -> str:
    """Return what is proposed, in a few words."""
    shown = row.record
    return shown.summary if isinstance(shown, Action) else changes.meeting(shown, write)


def due(row: Proposal, write: DayWriter) -> str:
    """Return the deadline of a proposed action; empty where it has none."""
    content = getattr(row.record, "due", None)
    return labels.value(content, _, "due", write) if content else ""


def _numbers(row: Proposal) -> list[str]:
    return [alike.action.id for alike in row.alike]


def _alike(row: Proposal) -> list[str]:
    """Return which actions a proposal resembles, with their state."""
    return [
        _("resembles {number} ({state})").format(
            number=alike.action.id, state=labels.state(alike.action.status, _)
        )
        for alike in row.alike[:1]
    ]


def _by_heading(rows: Sequence[Proposal]) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    for row in rows:
        heading = joined(row.sentence.place, (row.sentence.path or ("",))[-1])
        found.setdefault(heading, []).append(row)
    return found


def record(row: Proposal) -> dict[str, Any]:
    """Return a proposal as an object of JSON, with the fields of an action or of a meeting."""
    fields = _FIELDS[type(row.record)]
    return {
        "kind": row.kind,
        "place": row.sentence.place or None,
        "sentence": row.sentence.text,
        "fingerprint": row.sentence.fingerprint,
        "rule": row.rule or None,
        "alike": _numbers(row),
        **{name: json_value(getattr(row.record, name)) for name in fields},
    }


def fields(record: Record) -> list[Part]:
    """Return the fields of a proposed record with their labels, for a card."""
    if isinstance(record, Meeting):
        rows = [
            (labels.label("meeting", _), record.what),
            (_("when"), changes.when(record, changes.full_day)),
            (labels.label("location", _), record.location),
            (
                labels.label("papers", _),
                changes.full_day(record.papers) if record.papers else "",
            ),
        ]
    else:
        due = labels.value(record.due, _, "due", changes.full_day) if record.due else ""
        rows = [
            (labels.label("summary", _), record.summary),
            (labels.label("owners", _), names(record.owners)),
            (labels.label("due", _), due),
            (labels.label("body", _), record.body),
            (labels.label("item", _), record.item),
        ]
    return [Part(text or "–", label) for label, text in rows if text or label == rows[1][0]]


def marks(proposal: Proposal) -> list[tuple[int, int]]:
    """Return where the parts of a sentence are that became fields, none within another."""
    found: list[tuple[int, int]] = []
    for part in sorted(proposal.taken, key=lambda part: (part.start, -part.end)):
        if not found or part.start >= found[-1][1]:
            found.append((part.start, part.end))
    return found


def tail(text: str, most: int) -> str:
    """Return the end of a text, from a whole word on."""
    return text if len(text) <= most else f"… {text[-most:].partition(' ')[2]}"


def head(text: str, most: int) -> str:
    """Return the beginning of a text, up to a whole word."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


def summary(state: Sitting) -> list[str]:
    """Return what was chosen, in sentences to read."""
    actions, meetings = len(state.actions), len(state.meetings)
    parts = [
        ngettext("{count} action", "{count} actions", actions).format(count=actions),
        ngettext("{count} meeting", "{count} meetings", meetings).format(count=meetings),
    ]
    counts = (
        (_("{count} rejected"), state.count("reject")),
        (_("{count} that the register has already"), state.count("duplicate")),
        (_("{count} for later"), state.count("skip")),
        (_("{count} not looked at"), len(state.proposals) - state.looked_at),
        (_("{count} left out"), len(state.left_out)),
    )
    rest = [text.format(count=count) for text, count in counts if count]
    return [_("Taken: {what}").format(what=", ".join(parts)), *rest]
