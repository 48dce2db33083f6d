"""What happened: append-only, attributed, sealed into a hash chain.

`record` writes an entry inside the caller's transaction; `on` lets a higher room react to it;
`declare` gives every event its sentence. Sealing goes on in the background, so that writing
never waits for others.
"""
