"""Identifying information: a determination is published, and its reviewer is anonymous."""
