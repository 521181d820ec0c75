"""Operations: the only way to change a study."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from workbench.errors import StudyError

OperationKind = Literal[
    "transcript.import",
    "transcript.revise",
    "scheme.set",
    "register.set",
    "speaker.link",
    "coding.add",
    "coding.change",
    "coding.remove",
    "status.set",
    "memo.set",
    "judgement.set",
    "scheme.change",
    "operation.undo",
]
KINDS: tuple[OperationKind, ...] = get_args(OperationKind)
_CANONICAL_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_operation_id() -> str:
    """A random id; the browser makes its own the same way."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Operation:
    """One change to a study.

    Sending an operation again under the same `id` changes nothing, so that whoever is
    unsure whether it arrived may repeat it. The payload of each kind is written down in
    `docs/operations.md`.
    """

    kind: OperationKind
    payload: Mapping[str, Any]
    coder: str
    id: str = field(default_factory=new_operation_id)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise StudyError(f"there is no operation of the kind {self.kind!r}")
        try:
            # One spelling only: the same id in capitals is the same operation.
            if not _CANONICAL_UUID.fullmatch(self.id):
                object.__setattr__(self, "id", str(uuid.UUID(self.id)))
        except (ValueError, AttributeError, TypeError):
            raise StudyError(f"the operation id {self.id!r} is not a UUID") from None
        if not isinstance(self.coder, str) or not self.coder.strip():
            raise StudyError("an operation needs the name of the coder who makes it")
        if "\0" in self.coder:
            raise StudyError("the coder's name holds a NUL character")
