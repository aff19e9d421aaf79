"""Measured claims: each module prints ours, the peer or limit, and the ratio, all from one run."""
