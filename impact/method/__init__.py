"""The method of the impact report: one function per formula, factors with their sources, ranges. No Django here."""
