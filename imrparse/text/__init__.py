"""The source text and its positions, white space folding, excerpts."""
