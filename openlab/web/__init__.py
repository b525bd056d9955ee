"""What people see, by audience. Handlers are thin: load, check the right, call one action, answer with a page."""
