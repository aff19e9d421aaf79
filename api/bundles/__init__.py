"""Whole disputes in and out: read → plan → report → apply, and export."""
