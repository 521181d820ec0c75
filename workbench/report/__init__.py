"""The report: what a study found, how, and what it does not know, as one page or one Word document."""
