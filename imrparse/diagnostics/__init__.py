"""What a diagnostic is: codes, their pages, and how diagnostics are rendered."""
