"""The tables and their columns, and from a letter to rows."""
