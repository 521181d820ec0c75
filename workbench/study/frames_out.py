"""The tidy frames, built from the store. `docs/frames.md` describes every column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import Connection, func, select

from workbench.model.register import OutcomeRegister, Variable
from workbench.model.scheme import CodingScheme
from workbench.store import tables
from workbench.store.documents import from_json
from workbench.study.memo_list import Memo

if TYPE_CHECKING:
    from sqlalchemy import Select

CODING_COLUMNS = (
    "coding",
    "transcript",
    "revision",
    "start",
    "end",
    "turn",
    "speaker",
    "role",
    "participant",
    "code",
    "coder",
    "memo",
    "origin",
    "created",
    "anchor",
    "text",
)
CONTEXT = 80


def codings_frame(connection: Connection, scheme: CodingScheme | None) -> pd.DataFrame:
    """One row a coding, in order of transcript and place."""
    coding, transcript, speaker = tables.coding, tables.transcript, tables.speaker
    query = (
        select(
            coding.c.id.label("coding"),
            coding.c.transcript_id,
            transcript.c.name.label("transcript"),
            coding.c.revision,
            coding.c.start,
            coding.c.end,
            coding.c.turn,
            speaker.c.label.label("speaker"),
            speaker.c.role,
            speaker.c.participant,
            coding.c.code,
            coding.c.coder,
            coding.c.memo,
            coding.c.origin,
            coding.c.created,
            coding.c.anchor,
            coding.c.attributes,
        )
        .join(transcript, transcript.c.id == coding.c.transcript_id)
        .outerjoin(speaker, speaker.c.id == coding.c.speaker_id)
        .order_by(transcript.c.name, coding.c.start, coding.c.end, coding.c.n)
    )
    frame = _frame(connection, query)
    frame["text"] = _slices(frame, texts(connection))
    attributes = _attributes(frame.pop("attributes"), scheme)
    frame["created"] = pd.to_datetime(frame["created"], utc=True, format="ISO8601")
    frame["turn"] = frame["turn"].astype("Int64")
    return pd.concat([frame[list(CODING_COLUMNS)], attributes], axis=1)


def quotes_frame(
    codings: pd.DataFrame,
    whole: Mapping[tuple[str, int], str],
    scheme: CodingScheme | None,
    outcomes: pd.DataFrame,
    language: str,
) -> pd.DataFrame:
    """The codings with context, code label, theme and the outcome variables of who speaks."""
    names, revisions = codings["transcript"].tolist(), codings["revision"].tolist()
    starts, ends = codings["start"].tolist(), codings["end"].tolist()
    where = list(zip(names, revisions, starts, ends, strict=True))
    before = [whole[n, r][max(0, s - CONTEXT) : s] for n, r, s, _ in where]
    after = [whole[n, r][e : e + CONTEXT] for n, r, _, e in where]
    labels = {code.id: code.label_in(language) for code in scheme.codes} if scheme else {}
    themes = (
        {inner: theme.id for theme in scheme.themes() for inner in scheme.rolled_up(theme.id)}
        if scheme
        else {}
    )
    frame = codings.copy(deep=False)
    at = list(frame.columns).index("text")
    frame.insert(at + 1, "before", before)
    frame.insert(at + 2, "after", after)
    frame.insert(at + 3, "code_label", codings["code"].map(labels))
    frame.insert(at + 4, "theme", codings["code"].map(themes))
    persons = outcomes.set_index("participant").reindex(codings["participant"])
    persons.index = frame.index
    taken = {*frame.columns, *(name for name in persons.columns if name not in frame.columns)}
    renamed = {}
    for name in persons.columns.intersection(frame.columns):
        renamed[name] = f"outcome.{name}"
        while renamed[name] in taken:
            renamed[name] = f"outcome.{renamed[name]}"
    return pd.concat([frame, persons.rename(columns=renamed)], axis=1)


def transcripts_frame(connection: Connection) -> pd.DataFrame:
    """One row a transcript in its newest revision."""
    transcript, revision, turn, coding = tables.transcript, tables.revision, tables.turn, tables.coding
    turns = (
        select(
            turn.c.transcript_id,
            turn.c.revision,
            func.count().label("turns"),
            func.count(turn.c.speaker_id.distinct()).label("speakers"),
            func.sum(turn.c.words).label("words"),
        )
        .group_by(turn.c.transcript_id, turn.c.revision)
        .subquery()
    )
    codings = (
        select(coding.c.transcript_id, func.count().label("codings"))
        .group_by(coding.c.transcript_id)
        .subquery()
    )
    query = (
        select(
            transcript.c.name.label("transcript"),
            transcript.c.revision,
            revision.c.language,
            revision.c.format,
            revision.c.encoding,
            turns.c.turns,
            turns.c.speakers,
            turns.c.words,
            revision.c.length.label("characters"),
            func.coalesce(codings.c.codings, 0).label("codings"),
            revision.c.source_name.label("source"),
            revision.c.source_sha256.label("sha256"),
            revision.c.imported,
            revision.c.metadata,
            revision.c.warnings,
        )
        .join(
            revision,
            (revision.c.transcript_id == transcript.c.id) & (revision.c.number == transcript.c.revision),
        )
        .outerjoin(
            turns, (turns.c.transcript_id == transcript.c.id) & (turns.c.revision == transcript.c.revision)
        )
        .outerjoin(codings, codings.c.transcript_id == transcript.c.id)
        .order_by(transcript.c.name)
    )
    frame = _frame(connection, query)
    for column in ("turns", "speakers", "words", "codings"):
        frame[column] = frame[column].fillna(0).astype("int64")
    frame["imported"] = pd.to_datetime(frame["imported"], utc=True, format="ISO8601")
    frame["metadata"] = frame["metadata"].map(from_json)
    frame["warnings"] = frame["warnings"].map(lambda text: "; ".join(from_json(text)))
    return frame


def speakers_frame(connection: Connection) -> pd.DataFrame:
    """One row per speaker of a transcript's newest revision."""
    transcript, speaker, turn = tables.transcript, tables.speaker, tables.turn
    query = (
        select(
            transcript.c.name.label("transcript"),
            speaker.c.label.label("speaker"),
            speaker.c.role,
            speaker.c.participant,
            func.count().label("turns"),
            func.sum(turn.c.words).label("words"),
        )
        .join(speaker, speaker.c.transcript_id == transcript.c.id)
        .join(turn, (turn.c.speaker_id == speaker.c.id) & (turn.c.revision == transcript.c.revision))
        .group_by(transcript.c.name, speaker.c.id, speaker.c.label, speaker.c.role, speaker.c.participant)
        .order_by(transcript.c.name, speaker.c.id)
    )
    return _frame(connection, query).astype({"turns": "int64", "words": "int64"})


def statuses_frame(connection: Connection) -> pd.DataFrame:
    """One row per (transcript, coder) pair that is in progress or done."""
    transcript, status = tables.transcript, tables.status
    query = (
        select(transcript.c.name.label("transcript"), status.c.coder, status.c.status)
        .join(status, status.c.transcript_id == transcript.c.id)
        .order_by(transcript.c.name, status.c.coder)
    )
    return _frame(connection, query)


def memos_frame(memos: Sequence[Memo]) -> pd.DataFrame:
    """One row a memo; only those of codings have a place and words."""
    columns = {one.name: [getattr(memo, one.name) for memo in memos] for one in fields(Memo)}
    frame = pd.DataFrame(columns)
    frame["changed"] = pd.to_datetime(frame["changed"], utc=True, format="ISO8601")
    return frame.astype({"start": "Int64", "end": "Int64"})


def participants_frame(register: OutcomeRegister | None) -> pd.DataFrame:
    """One row per participant with the person-level variables, each in its own dtype."""
    if register is None:
        return pd.DataFrame({"participant": pd.Series(dtype="str")})
    columns: dict[str, Any] = {"participant": pd.Series(register.participants, dtype="str")}
    for variable in register.person_variables:
        # A variable may be called as the key is here.
        name = f"outcome.{variable.id}" if variable.id == "participant" else variable.id
        columns[name] = _typed(variable, register.person_columns[variable.id])
    return pd.DataFrame(columns)


def register_table_frame(register: OutcomeRegister, table_id: str) -> pd.DataFrame | None:
    """One table of the register, or None when it has no table of that name."""
    for table in register.tables:
        if table.id == table_id:
            declared = {variable.id: variable for variable in table.variables}
            return pd.DataFrame(
                {
                    name: _typed(declared[name], cells) if name in declared else pd.Series(cells, dtype="str")
                    for name, cells in table.columns.items()
                }
            )
    return None


def found_turns_frame(connection: Connection, turn_ids: Sequence[int]) -> pd.DataFrame:
    """Turns by row id, in order of transcript and place, those of newest revisions only."""
    transcript, speaker, turn = tables.transcript, tables.speaker, tables.turn
    revision, content = tables.revision, tables.content
    query = (
        select(
            transcript.c.name.label("transcript"),
            turn.c.position.label("turn"),
            speaker.c.label.label("speaker"),
            turn.c.body_start.label("start"),
            turn.c.body_end.label("end"),
            func.substr(content.c.body, turn.c.body_start + 1, turn.c.body_end - turn.c.body_start).label(
                "text"
            ),
        )
        .join(
            transcript, (transcript.c.id == turn.c.transcript_id) & (transcript.c.revision == turn.c.revision)
        )
        .join(
            revision,
            (revision.c.transcript_id == turn.c.transcript_id) & (revision.c.number == turn.c.revision),
        )
        .join(content, content.c.sha256 == revision.c.text_sha256)
        .outerjoin(speaker, speaker.c.id == turn.c.speaker_id)
        .where(turn.c.id.in_(turn_ids))
        .order_by(transcript.c.name, turn.c.position)
    )
    return _frame(connection, query)


def texts(connection: Connection) -> dict[tuple[str, int], str]:
    """The text of every revision that carries a coding, by transcript name and revision."""
    transcript, revision, content, coding = tables.transcript, tables.revision, tables.content, tables.coding
    used = select(coding.c.transcript_id, coding.c.revision).distinct().subquery()
    query = (
        select(transcript.c.name, revision.c.number, content.c.body)
        .join(revision, revision.c.transcript_id == transcript.c.id)
        .join(used, (used.c.transcript_id == transcript.c.id) & (used.c.revision == revision.c.number))
        .join(content, content.c.sha256 == revision.c.text_sha256)
    )
    return {(name, number): body for name, number, body in connection.execute(query)}


def _slices(frame: pd.DataFrame, whole: Mapping[tuple[str, int], str]) -> list[str]:
    places = zip(
        frame["transcript"].tolist(),
        frame["revision"].tolist(),
        frame["start"].tolist(),
        frame["end"].tolist(),
        strict=True,
    )
    return [whole[name, revision][start:end] for name, revision, start, end in places]


def _attributes(documents: pd.Series, scheme: CodingScheme | None) -> pd.DataFrame:
    # Few different combinations occur: each is read once.
    parsed = {document: from_json(document) for document in documents.unique()}
    columns = {}
    for attribute in scheme.attributes if scheme else ():
        values = {text: given.get(attribute.id, attribute.default) for text, given in parsed.items()}
        columns[attribute.id] = pd.Categorical(documents.map(values), categories=list(attribute.value_ids))
    return pd.DataFrame(columns, index=documents.index)


def _typed(variable: Variable, values: Sequence[Any]) -> Any:
    if variable.type in ("nominal", "ordinal"):
        declared = [value.id for value in variable.values]  # noqa: PD011 - not a frame
        categories = declared or list(dict.fromkeys(v for v in values if v is not None))
        return pd.Categorical(list(values), categories=categories, ordered=variable.type == "ordinal")
    dtype = {"boolean": "boolean", "integer": "Int64", "number": "Float64", "text": "str"}.get(variable.type)
    if dtype is None:
        return pd.to_datetime(pd.Series(values, dtype="str"), format="ISO8601")
    return pd.Series(list(values), dtype=dtype)


def _frame(connection: Connection, query: Select[Any]) -> pd.DataFrame:
    result = connection.execute(query)
    names = list(result.keys())
    columns = list(zip(*result.all(), strict=True)) or [()] * len(names)
    return pd.DataFrame(dict(zip(names, columns, strict=True)))
