"""The text itself: unpaired marks, repeated and broken words, dates, unusual characters."""
