"""Which files the inputs of a run amount to."""
