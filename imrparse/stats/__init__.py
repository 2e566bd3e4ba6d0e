"""What readers publish of determination letters, counted from the tables."""
