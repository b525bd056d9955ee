"""Signing in with an OpenID Connect provider, and the two providers that the tests bring."""
