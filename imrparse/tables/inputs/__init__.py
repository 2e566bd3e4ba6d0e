"""Finding the files that the inputs of a run contain."""
