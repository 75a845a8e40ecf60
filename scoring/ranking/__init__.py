"""From features to the order: readings weighed into a score, for a brief; the same on one machine and on many."""
