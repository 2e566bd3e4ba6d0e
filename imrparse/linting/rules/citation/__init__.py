"""The citations: that the MTUS is cited as it is, in force, and for the body part in dispute."""
