"""From a request to its answer."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import DatabaseError, StudyError, WorkbenchError
from workbench.protocol.arguments import (
    LONGEST_NAME,
    Message,
    Rule,
    at_most,
    checked,
    number,
    one_of,
    or_none,
    some,
    text,
)
from workbench.protocol.changing import apply, operation
from workbench.protocol.files import adopt, files, import_paths
from workbench.protocol.opening import changes, load, overview, scheme
from workbench.protocol.quotations import FILTER, inspect, memos, quotations
from workbench.protocol.searching import BY, MOST_HITS, language, search
from workbench.store.documents import to_json

if TYPE_CHECKING:
    from workbench.study.study import Study

_LOG = logging.getLogger(__name__)

_NAME = or_none(text)
# What each request may hold, and who answers it: the values are handed over in this order.
_REQUESTS: Mapping[str, tuple[Callable[..., Message], Mapping[str, Rule]]] = {
    "overview": (overview, {}),
    "scheme": (scheme, {}),
    "load": (load, {"transcript": _NAME}),
    "apply": (apply, {"operations": some(operation, most=1000)}),
    "changes": (changes, {"transcript": _NAME, "since": number}),
    "quotations": (quotations, {"filter": FILTER, "from": number, "most": at_most(10_000)}),
    "inspect": (inspect, {"coding": text}),
    "memos": (memos, {}),
    "language": (language, {"transcript": text}),
    "search": (
        search,
        {
            "words": text,
            "by": one_of(*BY),
            "transcript": _NAME,
            "code": _NAME,
            "most": at_most(MOST_HITS),
        },
    ),
    "files": (files, {}),
    "import": (import_paths, {"paths": some(text, most=100)}),
    "adopt": (adopt, {"path": _NAME}),
}


def answer(study: Study, coder: str, request: Mapping[str, Any]) -> Message:
    """Answer one request of the desk; whatever goes wrong becomes an answer of the type `error`.

    `lasting` in an error says that the same request will never succeed. An answer carries the
    `id` of its request, where it has one.
    """
    try:
        reply = _answered(study, coder, request)
    except WorkbenchError as error:
        reply = {"type": "error", "message": str(error), "lasting": not isinstance(error, DatabaseError)}
    except Exception as error:  # noqa: BLE001 - the border: who codes must learn of any failure
        # Without the error's own words, which may hold some of an interview.
        where = "".join(traceback.format_tb(error.__traceback__))
        _LOG.error("a request of the desk failed with %s\n%s", type(error).__name__, where)
        reply = {"type": "error", "message": f"Something went wrong: {error}", "lasting": False}
    id_ = request.get("id") if isinstance(request, Mapping) else None
    return reply if id_ is None else {**reply, "id": id_}


def _answered(study: Study, coder: str, request: Mapping[str, Any]) -> Message:
    to_json(coder)  # refuses half a surrogate pair and NUL characters
    if not coder.strip() or coder != coder.strip() or len(coder) > LONGEST_NAME:
        raise StudyError("a coder needs a name, without white space around it")
    kind = request.get("type") if isinstance(request, Mapping) else None
    known = _REQUESTS.get(kind) if isinstance(kind, str) else None
    if known is None:
        raise StudyError(f"there is no request of the type {kind!r:.60}", hint="Reload the page")
    answering, rules = known
    return answering(study, coder, *checked(request, rules))
