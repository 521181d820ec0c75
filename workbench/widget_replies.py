"""What a widget says to its half in the browser, whatever goes wrong."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any

from workbench.errors import DatabaseError, WorkbenchError

Message = dict[str, Any]

_LOG = logging.getLogger(__name__)


def replied(request: object, answering: Callable[[Message], Message]) -> Message | None:
    """The reply to a message from the browser, under its `id`; None for one that asks nothing.

    Whatever `answering` raises becomes a reply of the type `error`: a browser that gets none waits
    in vain. `lasting` in it says that the same request will never succeed.
    """
    if not isinstance(request, dict):
        return None
    try:
        reply = answering(request)
    except WorkbenchError as error:
        reply = {"type": "error", "message": str(error), "lasting": not isinstance(error, DatabaseError)}
    except Exception as error:  # noqa: BLE001 - the border: whoever looks at the widget must learn of it
        # Without the error's own words, which may hold some of an interview.
        where = "".join(traceback.format_tb(error.__traceback__))
        _LOG.error("a request of a widget failed with %s\n%s", type(error).__name__, where)
        reply = {"type": "error", "message": f"Something went wrong: {error}", "lasting": False}
    return {**reply, "id": request.get("id")}
