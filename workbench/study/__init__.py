"""The study: the one object that a researcher holds."""
