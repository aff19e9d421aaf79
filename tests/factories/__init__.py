"""Small builders of records; tests say only what matters to them."""
