"""Files, stored once by their content: judged by what they hold, never by what they are called.

`actions.store` takes an upload or says why not; `serving.serve` hands a file out, always to be
saved and never shown in the page; `names.shown` is the name that is safe to show and to keep.
"""
