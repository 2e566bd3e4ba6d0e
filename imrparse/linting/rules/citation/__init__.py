"""Citations: chapters of the MTUS exist, are in force, and fit the body part in dispute."""
