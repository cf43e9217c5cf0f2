"""A production for real, on this machine: PostgreSQL with passwords and TLS, gateways, nginx, webs and a worker."""
