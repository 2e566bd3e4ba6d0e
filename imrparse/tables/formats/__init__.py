"""How each file format holds the tables."""
