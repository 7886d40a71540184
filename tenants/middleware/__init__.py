"""What happens to every request before a view sees it: health, cookies, the room, the session's binding, language."""
