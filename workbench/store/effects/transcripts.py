"""Importing a transcript, and replacing its text by a newer revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from workbench.errors import ChangedMeanwhileError, StudyError
from workbench.model.operation import Operation
from workbench.store import search
from workbench.store.documents import to_json
from workbench.store.effects.transaction import Transaction
from workbench.store.tables import coding, content, revision, speaker, status, transcript, turn


def import_transcript(tx: Transaction, operation: Operation) -> None:
    """Add a transcript with its first revision; the operation's id becomes the transcript's."""
    payload = operation.payload
    name = payload["name"]
    if tx.connection.scalar(select(transcript.c.id).where(transcript.c.name == name)) is not None:
        raise ChangedMeanwhileError("the study has a transcript of this name already", where=name)
    inserted = tx.connection.execute(insert(transcript), {"uid": operation.id, "name": name, "revision": 1})
    key = inserted.inserted_primary_key
    _add_revision(tx, key[0] if key else 0, 1, payload)


def revise_transcript(tx: Transaction, operation: Operation) -> None:
    """Give a transcript a newer text; each of its codings goes where the payload's anchors say.

    A coding that is lost stays on the revision it was made on, and is looked for again from there
    when the next revision comes.

    Raises
    ------
    ChangedMeanwhileError
        Codings were added, changed or removed since the anchors were worked out.
    """
    payload = operation.payload
    transcript_id, current = tx.transcript(payload["transcript"])
    anchors: Mapping[str, Any] = payload["anchors"]
    held = {
        row.id: row.touched
        for row in tx.connection.execute(
            select(coding.c.id, coding.c.touched).where(coding.c.transcript_id == transcript_id)
        )
    }
    # Revisions of older logs do not say what they had seen.
    changed = max(held.values(), default=0) > payload.get("seen", tx.seq)
    if payload["revision"] != current + 1 or held.keys() != anchors.keys() or changed:
        raise ChangedMeanwhileError(
            "the transcript was changed meanwhile", where=payload["name"], hint="Import it again"
        )
    tx.connection.execute(
        update(transcript).where(transcript.c.id == transcript_id).values(revision=current + 1)
    )
    text_changed = _add_revision(tx, transcript_id, current + 1, payload)
    _move_codings(tx, transcript_id, current + 1, anchors)
    if text_changed:
        # New text may hold what nobody has coded yet, so nobody is done with it any more.
        tx.connection.execute(
            update(status)
            .where(status.c.transcript_id == transcript_id, status.c.status == "done")
            .values(status="in progress")
        )


def _add_revision(tx: Transaction, transcript_id: int, number: int, payload: Mapping[str, Any]) -> bool:
    # Returns whether the text differs from the revision before.
    text = tx.connection.scalar(select(content.c.body).where(content.c.sha256 == payload["text_sha256"]))
    if text is None:
        raise StudyError("the text of the transcript is missing", where=payload["name"])
    if payload["turns"] and payload["turns"][-1][4] > len(text):
        raise StudyError("a turn ends after the end of the text", where=payload["name"])
    before = tx.connection.scalar(
        select(revision.c.text_sha256).where(
            revision.c.transcript_id == transcript_id, revision.c.number == number - 1
        )
    )
    copied = ("text_sha256", "source_sha256", "source_name", "format", "encoding", "language")
    tx.connection.execute(
        insert(revision),
        {key: payload[key] for key in copied}
        | {
            "transcript_id": transcript_id,
            "number": number,
            "metadata": to_json(payload["metadata"]),
            "warnings": to_json(payload["warnings"]),
            "length": len(text),
            "imported": tx.time,
        },
    )
    speakers = _speaker_ids(tx, transcript_id, payload["speakers"])
    fields = ("label_start", "label_end", "body_start", "body_end", "start_ms", "end_ms", "words")
    rows = [
        {
            "transcript_id": transcript_id,
            "revision": number,
            "position": position,
            "speaker_id": None if who < 0 else speakers[who],
            **dict(zip(fields, rest, strict=True)),
        }
        for position, (who, *rest) in enumerate(payload["turns"])
    ]
    if rows:
        tx.connection.execute(insert(turn), rows)
    ids = tx.connection.scalars(
        select(turn.c.id)
        .where(turn.c.transcript_id == transcript_id, turn.c.revision == number)
        .order_by(turn.c.position)
    ).all()
    search.add(
        tx.connection,
        [(i, text[row["body_start"] : row["body_end"]]) for i, row in zip(ids, rows, strict=True)],
    )
    return bool(before != payload["text_sha256"])


def _speaker_ids(tx: Transaction, transcript_id: int, labels: list[str]) -> list[int]:
    # A label keeps its speaker, and so its link to a participant, through all revisions.
    known = {
        row.label: row.id
        for row in tx.connection.execute(
            select(speaker.c.id, speaker.c.label).where(speaker.c.transcript_id == transcript_id)
        )
    }
    for label in labels:
        if label not in known:
            inserted = tx.connection.execute(
                insert(speaker), {"transcript_id": transcript_id, "label": label}
            )
            key = inserted.inserted_primary_key
            known[label] = key[0] if key else 0
    return [known[label] for label in labels]


def _move_codings(tx: Transaction, transcript_id: int, number: int, anchors: Mapping[str, Any]) -> None:
    view = tx.memory.revisions.view(tx.connection, transcript_id, number)
    moved = []
    lost = [{"coding_id": coding_id} for coding_id, (_, _, how) in anchors.items() if how == "lost"]
    for coding_id, (start, end, how) in anchors.items():
        if how == "lost" or view is None:
            continue
        if end > view.length:
            raise StudyError(f"coding {coding_id} would lie after the end of the text")
        at = view.main_turn(start, end)
        moved.append(
            {
                "coding_id": coding_id,
                "start": start,
                "end": end,
                "anchor": how,
                "revision": number,
                "turn": at,
                "speaker_id": None if at is None else view.speakers[at],
                "touched": tx.seq,
            }
        )
    matching = update(coding).where(coding.c.id == bindparam("coding_id"))
    if moved:
        tx.connection.execute(matching, moved)
    if lost:
        tx.connection.execute(matching.values(anchor="lost", touched=tx.seq), lost)
