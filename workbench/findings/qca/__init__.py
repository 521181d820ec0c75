"""Set-theoretic analysis: which combinations of conditions go with an outcome (QCA)."""
