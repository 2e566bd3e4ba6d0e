"""Treatments inside a request: items, amounts, body parts."""
