"""The MkDocs plugins of erpsite: thin adapters over the core library."""
