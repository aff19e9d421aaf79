"""The shapes the API and bundles accept, room by room; strict in every key, date, code and choice."""
