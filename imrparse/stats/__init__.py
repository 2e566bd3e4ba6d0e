"""The statistics that are published about determination letters, computed from the tables."""
