"""What goes out: rows for outreach, in each destination's layout, what is held back, and the notice people are owed."""
