"""`actiepunt harvest`: what minutes may add to the register, sentence by sentence."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from actiepunt.cli import ask, confirmation, group, harvesting, inputs, offers, streams
from actiepunt.cli.answer import Answer
from actiepunt.cli.harvesting import Reading
from actiepunt.cli.options import change_options, format_option
from actiepunt.cli.session import Session
from actiepunt.core import changes, message
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.documents import Document
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.git.repository import Repository
from actiepunt.harvest import sitting
from actiepunt.harvest.passages import placed
from actiepunt.harvest.places import meeting_of
from actiepunt.harvest.proposals import propose
from actiepunt.harvest.sentences import sentences
from actiepunt.harvest.sitting import Decision, Fate, Sitting
from actiepunt.i18n import _, translator
from actiepunt.storage import harvested, sittings
from actiepunt.storage.sittings import Kept
from actiepunt.storage.transaction import Why
from actiepunt.views import proposals as view

_LEFT_OUT = "left out"  # kept beside the choices


@group.command(
    "harvest",
    _(
        "Read minutes and propose actions and meetings, sentence by sentence.\n\n"
        "FILE is a document of Word or LibreOffice, a text, a page, a mail or a PDF. A key says "
        "what becomes of each proposal, and what you take is one commit at the end; with "
        "--dry-run they are only listed."
    ),
    example="actiepunt harvest verslag.txt --meeting AB:last --dry-run",
    section="actions",
)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--meeting", "ref", default="", metavar="REF",
    help=_("The meeting of these minutes; “within a month” counts from its day."),
)  # fmt: skip
@click.option("--more", is_flag=True, help=_("Sentences too that only perhaps are actions."))
@click.option(
    "--again", is_flag=True, help=_("What was taken, rejected or left out before comes again.")
)
@click.option("--dry-run", is_flag=True, help=_("Only list what is proposed."))
@change_options
@format_option("proposals")
@click.pass_obj
def command(
    session: Session,
    files: Sequence[Path],
    ref: str,
    more: bool,
    again: bool,
    dry_run: bool,
    why: Why,
    format_: str | None,
) -> Answer:
    """Answer with what was taken, or with the proposals of all files."""
    if not dry_run and format_:
        raise UsageError(_("a format goes with --dry-run"), _("Add --dry-run, or leave it out."))
    if not dry_run and not ask.person():
        raise UsageError(
            _("harvest asks on a terminal what becomes of each proposal"),
            _("Elsewhere: actiepunt harvest FILE --dry-run"),
        )
    register = session.load().register.visible if dry_run else session.demand_ready()
    reader = session.reader(register)
    meeting = reader.meeting(ref) if ref else None
    read = [_document(path) for path in files]
    if not (dry_run or ref):
        meeting = _asked_meeting(session, register, meeting_of(read[0], register))
    known = {} if again else harvested.read(session.root)
    readings = [_read(session, each, register, meeting, known, more=more) for each in read]
    found = [proposal for reading in readings for proposal in reading.proposals]
    if dry_run:
        notes = []
        if not meeting:
            notes.append(
                _("Days such as “within a month” count from today; --meeting says otherwise.")
            )
        return Answer(view.listing(found, reader.today), format_, notes=notes)
    if not found:
        return Answer(lines=[_("Nothing is left in it to propose.")], stands=True)
    return _gone_through(session, register, meeting, readings, why)


def _document(path: Path) -> Document:
    """Return the document of a file.

    Raises:
        ActiepuntError: the file cannot be read.
    """
    from actiepunt import documents

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


def _gone_through(
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
    found = [proposal for reading in readings for proposal in reading.proposals]
    return sitting.resume(
        found,
        decisions,
        left_out,
        lambda: (one for reading in readings for one in sentences(reading.document)),
    )


def _stopped(state: Sitting) -> Answer:
    if not state.decisions:
        return Answer(lines=[_("Nothing was changed.")], stands=True)
    lines = [*view.summary(state), _("Nothing is recorded yet; the same command goes on.")]
    return Answer(lines=lines, stands=True)
