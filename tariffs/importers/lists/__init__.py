"""Any list of codes in: read → detect → rows → plan (all pure) → apply."""
