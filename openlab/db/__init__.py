"""What is remembered: tables, the engine that keeps them, and the queries that read them."""
