"""The report: its layout, its content, its PDF."""
