"""Parts about risks that several screens show."""
