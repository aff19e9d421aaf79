"""Somebody's own list of deadlines against the rules: what differs, by how much and why."""

from clocks.checking.compare import Finding, Outcome, check
from clocks.checking.naming import known_rules, rule_meant
from clocks.checking.tables import BYTE_LIMIT, ROW_LIMIT, Line, Table, decode, read_table
from clocks.checking.written_dates import Order, read_date

__all__ = [
    "BYTE_LIMIT",
    "ROW_LIMIT",
    "Finding",
    "Line",
    "Order",
    "Outcome",
    "Table",
    "check",
    "decode",
    "known_rules",
    "read_date",
    "read_table",
    "rule_meant",
]
