"""The stories of the demonstration, one organisation each."""
