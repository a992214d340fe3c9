"""Work off the GUI thread: jobs, the event queue, what the process is tuned by."""
