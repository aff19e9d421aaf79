"""What programs subscribe to: calendars of deadlines."""
