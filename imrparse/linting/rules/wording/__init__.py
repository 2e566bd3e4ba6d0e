"""The fixed sentences: that they are there, and worded as in letters of their generation."""
