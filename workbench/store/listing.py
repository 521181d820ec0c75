"""Asking for the rows whose column is in a long list, with one parameter whatever its length."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from workbench.store.documents import to_json


def is_listed(
    connection: Connection, column: ColumnElement[str], values: Iterable[str]
) -> ColumnElement[bool]:
    """Whether a column of texts is one of `values`."""
    listed = list(values)
    if connection.dialect.name == "postgresql":
        return column == func.any(bindparam(None, listed, type_=ARRAY(Text), unique=True))
    each = func.json_each(to_json(listed)).table_valued("value")
    return column.in_(select(each.c.value))
