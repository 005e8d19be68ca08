"""Workbooks that departments fill in: made of a report in progress, read back into it, and who has returned what."""
