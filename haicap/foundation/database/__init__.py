"""PostgreSQL, the only database: a server that `DATABASE_URL` names, or a private one of ours."""
