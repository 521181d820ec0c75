"""Negative cases: the people who contradict the pattern of a theme, with their quotes."""
