"""One module a provider, behind the protocol of `adapters.protocol`."""
