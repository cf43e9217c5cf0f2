"""Everything that another city would change: its profile, code lists, rules, holidays and terms of the law."""
