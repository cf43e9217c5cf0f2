"""What an administrator may change: rules with a version and a source, holidays, code lists."""
