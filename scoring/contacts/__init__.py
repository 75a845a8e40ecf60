"""Ways to reach somebody, found in the words of a profile: addresses, numbers, messengers, and whose they are."""
