"""Django's PostgreSQL, with a pool from which nobody is handed a connection that the server has ended."""
