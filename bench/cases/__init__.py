"""One module per case, each with `run() -> Result`; the module's name is the case's name."""
