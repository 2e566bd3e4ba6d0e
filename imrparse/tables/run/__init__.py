"""A run over many files: batches, processes, and what is kept."""
