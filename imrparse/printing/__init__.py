"""Printing letters: canonically, and as their source with some parts changed."""
