"""What the screens of incidents share."""
