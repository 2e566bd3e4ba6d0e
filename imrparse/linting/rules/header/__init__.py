"""The header table: that it is there, and that its dates agree with each other and the summary."""
