"""Recovery from syntax faults: what is missing, doubled, out of order or misspelt."""
