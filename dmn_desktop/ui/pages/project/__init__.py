"""The screen of one project: seven steps from the need to the decision."""
