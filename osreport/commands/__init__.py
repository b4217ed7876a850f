"""What can be asked for at the terminal: each task turns flags into one recipe, and errors into an exit code."""
