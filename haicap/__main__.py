"""`python -m haicap` is the `haicap` command."""

from haicap.config.command import main

main()
