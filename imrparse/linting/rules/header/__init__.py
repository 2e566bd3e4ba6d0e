"""The header table: it is present, and its dates agree with each other and with the summary."""
