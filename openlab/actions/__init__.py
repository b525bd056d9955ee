"""What people do: one function per act. Each takes a session, obeys the rules of `domain`, and changes the database."""
