"""What people may ask for: what is held, to be left alone, to be forgotten; and who goes by themselves."""
