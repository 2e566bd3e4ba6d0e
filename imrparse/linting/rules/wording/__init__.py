"""The fixed sentences: they are present, and worded as in letters of their generation."""
