"""Processes that do a part of the work, and end whenever the first process ends."""
