"""Documents that are drawn from the code, one module a subject; `tools.generated` writes them."""
