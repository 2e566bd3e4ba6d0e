"""The typed tree of a letter, its plain values, and the validation of nodes."""
