"""Tidy."""
def tidy(manifest, exchanges, names):
    return manifest, exchanges
