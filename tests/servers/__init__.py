"""Real third-party servers on this machine, crawled over loopback: ``make test-servers``. Not part of ``make test``."""
