"""Outcome registers: a declaration in YAML with its tables, or one data file on its own."""

from workbench.readers.registers.register import read_register

__all__ = ["read_register"]
