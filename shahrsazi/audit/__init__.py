"""What the auditor reads: the ledger searched, and the same rows as a file for a spreadsheet."""
