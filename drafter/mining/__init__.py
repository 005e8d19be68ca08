"""Finished reports → wording with typed slots: names masked, sentences split, alike ones merged, reviewed."""
