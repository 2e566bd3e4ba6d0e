"""From a text to a letter and its diagnostics."""
