"""What administrators may change, and which changes need a second person."""
