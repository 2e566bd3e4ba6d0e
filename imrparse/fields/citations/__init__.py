"""Citations inside the guideline fields."""
