"""The pages of the desk. Those of an organisation's case open through `desk.room.in_case`."""
