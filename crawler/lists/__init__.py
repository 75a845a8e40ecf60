"""Lists of people who applied, or whom a partner sent: what their rows say, as facts with their basis."""
