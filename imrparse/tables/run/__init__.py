"""A run over many files: batches, processes, and stored results."""
