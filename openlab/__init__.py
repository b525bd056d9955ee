"""openlab runs open labs: pain points, two votes each, a ranking the room can trust."""

__version__ = "0.2.0.dev0"
