"""What nanoscout is made of: the bill of materials, and the audit of what is pinned."""
