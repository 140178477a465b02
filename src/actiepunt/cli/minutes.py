"""What `harvest` does: reads minutes, lists what they propose, or lets a person decide on it."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from actiepunt import documents
from actiepunt.cli import ask, confirmation, harvesting, inputs, offers, streams
from actiepunt.cli.answer import Answer
from actiepunt.cli.harvesting import Reading
from actiepunt.cli.session import Session
from actiepunt.core import changes, message
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.documents import Document
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.harvest import sitting
from actiepunt.harvest.passages import placed
from actiepunt.harvest.places import meeting_of
from actiepunt.harvest.proposals import Proposal, propose
from actiepunt.harvest.sentences import sentences
from actiepunt.harvest.sitting import Decision, Fate, Sitting
from actiepunt.i18n import _, translator
from actiepunt.storage import harvested, sittings
from actiepunt.storage.sittings import Kept
from actiepunt.storage.transaction import Why
from actiepunt.views import proposals as view

_LEFT_OUT = "left out"  # kept beside the choices


class Wanted(NamedTuple):
    """What was asked for: the files, the meeting as typed, weak proposals, and known ones again."""

    files: Sequence[Path]
    ref: str
    more: bool
    again: bool


def listed(session: Session, wanted: Wanted, format_: str | None) -> Answer:
    """Return the answer with what files propose.

    Raises:
        ActiepuntError: a file cannot be read, or there is no such meeting.
    """
    register = session.load().register.visible
    reader = session.reader(register)
    meeting = reader.meeting(wanted.ref) if wanted.ref else None
    read = [*map(_document, wanted.files)]
    readings = _readings(session, read, register, meeting, wanted)
    note = _("Days such as “within a month” count from today; --meeting says otherwise.")
    notes = [] if meeting else [note]
    return Answer(view.listing(_proposals(readings), reader.today), format_, notes=notes)


def gone_through(session: Session, wanted: Wanted, why: Why) -> Answer:
    """Let a person decide on what files propose, and return the answer with what was taken.

    Raises:
        ActiepuntError: a file cannot be read, there is no such meeting, or it cannot be recorded.
        click.Abort: the person pressed Ctrl-C.
    """
    register = session.demand_ready()
    reader = session.reader(register)
    meeting = reader.meeting(wanted.ref) if wanted.ref else None
    read = [*map(_document, wanted.files)]
    if not wanted.ref:
        meeting = _asked_meeting(session, register, meeting_of(read[0], register))
    readings = _readings(session, read, register, meeting, wanted)
    if not _proposals(readings):
        return Answer(lines=[_("Nothing is left in it to propose.")], stands=True)
    return _decided(session, register, meeting, readings, why)


def _readings(
    session: Session,
    read: Sequence[Document],
    register: Register,
    meeting: Meeting | None,
    wanted: Wanted,
) -> list[Reading]:
    known = {} if wanted.again else harvested.read(session.root)
    return [_read(session, each, register, meeting, known, more=wanted.more) for each in read]


def _proposals(readings: Sequence[Reading]) -> list[Proposal]:
    return [proposal for reading in readings for proposal in reading.proposals]


def _document(path: Path) -> Document:
    """Return the document of a file.

    Raises:
        ActiepuntError: the file cannot be read.
    """
    return documents.read(path, streams.content(str(path), documents.LARGEST))


def _asked_meeting(session: Session, register: Register, likely: Meeting | None) -> Meeting | None:
    """Ask of which meeting the minutes are; None for none of the calendar.

    Raises:
        click.Abort: the person pressed Ctrl-C.
    """
    reader = session.reader(register)
    offer = offers.meeting_or_body(register, reader)
    typed = ask.text(
        _("Minutes of"),
        offer["known"],
        check=lambda text: text.strip() and offers.meeting_of(register, reader, text.strip()),
        meaning=lambda text: offer["meaning"](text) if text.strip() else "",
        default=likely.id if likely else "",
        hint=_("A body, for its latest meeting, or a meeting such as AB:last; empty for none."),
    )
    return offers.meeting_of(register, reader, inputs.line(typed, "meeting")) if typed else None


def _read(
    session: Session,
    document: Document,
    register: Register,
    meeting: Meeting | None,
    known: Mapping[str, Fate],
    *,
    more: bool,
) -> Reading:
    """Return a document, and what it may add, without the sentences of `known` fingerprints.

    Each action has the meeting, and the place of its sentence as its source.
    """
    day = meeting.day if meeting and meeting.day else session.today(register)
    found = []
    for proposal in propose(document, register, day, more=more):
        record = proposal.record
        if isinstance(record, Action):
            record = placed(record, proposal.sentence, document.name, meeting)
        if proposal.sentence.fingerprint not in known:
            found.append(proposal._replace(record=record))
    return Reading(document, found, meeting, known)


def _decided(
    session: Session,
    register: Register,
    meeting: Meeting | None,
    readings: Sequence[Reading],
    why: Why,
) -> Answer:
    """Let a person decide on each proposal, and record what was taken."""
    repository = Repository(session.root)
    names = [reading.document.name for reading in readings]
    key = _key(readings)
    title = ", ".join(names)

    def store(state: Sitting) -> None:
        left_out = (Kept(each, _LEFT_OUT) for each in sorted(state.left_out))
        sittings.save(repository, key, [*map(_kept, state.decisions), *left_out])

    with sittings.held(repository, key):
        dialogue = harvesting.Dialogue(
            session, register, title, readings, _state(repository, register, readings, key), store
        )
        try:
            if not dialogue.run():
                return _stopped(dialogue.state)
        except click.Abort:
            if not dialogue.state.decisions:
                raise
            raise ActiepuntError(
                _("stopped; nothing is recorded yet"),
                _("What you chose is kept; the same command goes on."),
            ) from None
        state = dialogue.state

        def subject(_made: object, _say: object) -> str:
            say = translator(register.settings.language)
            return message.harvested(meeting, names, len(state.actions), len(state.meetings), say)

        def changer(before: Register) -> Register:
            now = session.now(before)
            for action in state.actions:
                before = changes.add_action(before, action._replace(created=now), now.year)
            return changes.add_meetings(before, state.meetings)

        say = translator(register.settings.language)
        beside = {harvested.FILE: lambda text: harvested.added(text, state.fates(), say)}
        change = session.change(changer, why._replace(subject=subject), beside=beside)
        sittings.remove(repository, key)
    change = change._replace(files=change.files or (harvested.FILE,))
    answer = confirmation.changed(change, brief=True)
    return answer._replace(lines=[*answer.lines, *view.summary(state)[1:]])


def _key(readings: Sequence[Reading]) -> str:
    """Return what a sitting is kept under: the same for the same texts."""
    texts = (block.text for reading in readings for block in reading.document.blocks)
    return hashlib.sha256("\n".join(texts).encode(errors="surrogatepass")).hexdigest()[:16]


def _kept(decision: Decision) -> Kept:
    return Kept(decision.key, decision.choice, decision.records)


def _state(
    repository: Repository, register: Register, readings: Sequence[Reading], key: str
) -> Sitting:
    """Return the state that was kept, without what the register has by now.

    Raises:
        ActiepuntError: what is kept cannot be read.
    """
    present = {record.uid for _file, _index, record in register.blocks()}
    kept = sittings.load(repository, key)
    decisions = [
        Decision(each.key, each.choice, tuple(each.records))  # type: ignore[arg-type]
        for each in kept
        if each.choice in {"accept", "duplicate", "skip", "reject"}
        and not any(record.uid in present for record in each.records)
    ]
    left_out = [each.key for each in kept if each.choice == _LEFT_OUT]
    return sitting.resume(
        _proposals(readings),
        decisions,
        left_out,
        lambda: (one for reading in readings for one in sentences(reading.document)),
    )


def _stopped(state: Sitting) -> Answer:
    if not state.decisions:
        return Answer(lines=[_("Nothing was changed.")], stands=True)
    lines = [*view.summary(state), _("Nothing is recorded yet; the same command goes on.")]
    return Answer(lines=lines, stands=True)
