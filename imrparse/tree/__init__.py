"""The typed tree of a letter, its plain values, and what a node refuses."""
