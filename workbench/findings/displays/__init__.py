"""Joint displays: what people said beside what became of them, in one table that is edited by hand."""
