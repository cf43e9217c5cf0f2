"""What administrators may change, what needs a second person, and what the auditor reads of it all."""
