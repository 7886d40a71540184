"""How a device is priced: facts and a published price book in, a waterfall of reasons out. No Django here."""
