"""The text as such: marks without their partner, doubled and broken words, dates, characters."""
