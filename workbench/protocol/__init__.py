"""What the desk asks of a study, and the answers; `docs/desk_protocol.md` lists them.

The same for every host: a widget carries these messages over its comm, a server over HTTP.
"""

from workbench.protocol.answers import answer
from workbench.protocol.arguments import Message

__all__ = ["Message", "answer"]
