"""Reference data in: nomenclatures, correlation tables and trade values, each from its published file."""
