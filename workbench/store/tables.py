"""The tables of a study, the same on SQLite and PostgreSQL.

`operation` is the truth; `content` holds the long texts that operations refer to by their
sha256. Every other table is state: what the operations say, ready to be asked.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# Facts about the study itself: schema_version, study_id, created.
meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# `replaced` is what the operation's effect found in the places that it changed, as JSON: what an
# undo needs (see `effects/replacing.py`). Null where nothing needs to be kept, or nothing was.
operation = Table(
    "operation",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("coder", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("replaced", Text),
    Index("operation_by_kind", "kind"),
)

content = Table(
    "content",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

# `uid` is the id of the operation that imported the transcript; `revision` is the newest.
transcript = Table(
    "transcript",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
)

# `source_sha256` is of the file it came from, `text_sha256` of the normalised text.
revision = Table(
    "revision",
    metadata,
    Column("transcript_id", ForeignKey("transcript.id"), primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text_sha256", ForeignKey("content.sha256"), nullable=False),
    Column("source_sha256", Text, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("encoding", Text),
    Column("language", Text, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("imported", Text, nullable=False),
    Index("revision_by_source", "source_sha256"),
)

speaker = Table(
    "speaker",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey("transcript.id"), nullable=False),
    Column("label", Text, nullable=False),
    Column("role", Text),
    Column("participant", Text),
    UniqueConstraint("transcript_id", "label"),
    Index("speaker_by_participant", "participant"),
)

turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("speaker_id", ForeignKey("speaker.id")),
    Column("label_start", Integer, nullable=False),
    Column("label_end", Integer, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("body_end", Integer, nullable=False),
    Column("start_ms", Integer),
    Column("end_ms", Integer),
    Column("words", Integer, nullable=False),
    ForeignKeyConstraint(["transcript_id", "revision"], ["revision.transcript_id", "revision.number"]),
    UniqueConstraint("transcript_id", "revision", "position"),
)

# `turn` is the position of the turn that holds most of the span, `speaker_id` who speaks there.
# `anchor` says how the span came to this revision: original, exact, moved, ambiguous or lost.
# `touched` is the number of the operation that made the row what it is, `definition` the hash of
# what the code meant when the passage was coded or last looked at again.
coding = Table(
    "coding",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("transcript_id", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("turn", Integer),
    Column("speaker_id", ForeignKey("speaker.id")),
    Column("code", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("attributes", Text, nullable=False),
    Column("memo", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("anchor", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("touched", Integer, nullable=False),
    Column("definition", Text, nullable=False),
    ForeignKeyConstraint(["transcript_id", "revision"], ["revision.transcript_id", "revision.number"]),
    # Also the index by place: a transcript's codings in order.
    UniqueConstraint("transcript_id", "start", "end", "code", "coder", "revision"),
    Index("coding_by_code", "code", "transcript_id"),
)

status = Table(
    "status",
    metadata,
    Column("transcript_id", ForeignKey("transcript.id"), primary_key=True, autoincrement=False),
    Column("coder", Text, primary_key=True),
    Column("status", Text, nullable=False),
)

# A coder's memo on the study (target ""), a transcript (its uid) or a code (its id).
memo = Table(
    "memo",
    metadata,
    Column("about", Text, primary_key=True),
    Column("target", Text, primary_key=True),
    Column("coder", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("changed", Text, nullable=False),
)

# What somebody made of a finding: beside which row (and column) of which finding, what kind of judgement,
# on which numbers (`made_on`), and by which operation. `value` and `made_on` are JSON.
judgement = Table(
    "judgement",
    metadata,
    Column("about", Text, primary_key=True),
    Column("row", Text, primary_key=True),
    Column("column", Text, primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("made_on", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Column("operation", Text, nullable=False),
)

# Every revision of the coding scheme; the newest is in force.
scheme = Table(
    "scheme",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False),
    Column("changed", Text, nullable=False),
)

# Every revision of the outcome register; the newest is in force.
register = Table(
    "register",
    metadata,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("content_sha256", ForeignKey("content.sha256"), nullable=False),
    Column("source_name", Text, nullable=False),
    Column("changed", Text, nullable=False),
)

# State tables in an order in which each may be filled after those before it.
STATE_TABLES = (transcript, revision, speaker, turn, coding, status, memo, judgement, scheme, register)
