"""What was written: the source text and its positions, white space folding, excerpts."""
