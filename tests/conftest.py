"""What every test shares. The servers are started by `tests/settings.py`, before Django."""
