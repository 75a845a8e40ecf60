"""Files that are written for people, whole or not at all, and to whom somebody went out in one."""
