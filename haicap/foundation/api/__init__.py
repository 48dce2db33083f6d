"""The JSON door: errors, paging, sign-in by token, answers given once.

A room writes `api.py` with `router = ninja.Router(tags=["<room>"])`; `haicap.config.api` puts
the routers together into one `Api` (door.py). What every operation may answer besides its own
success, who may sign in, and how a repeated creation is recognised is decided here, once.
"""
