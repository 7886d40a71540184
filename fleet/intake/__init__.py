"""How a file is read: sheet -> columns -> mapping -> rows -> problems -> identification. No Django in here."""
