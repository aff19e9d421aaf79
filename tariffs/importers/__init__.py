"""Files in: read, plan, report, apply; a dry run first, and nothing half-written."""
