"""Who changes the catalogue in tests."""

from tenants.actor import Actor

PAULA = Actor(id="1", name="Paula Roux", role="price_manager")
SAM = Actor(id="2", name="Sam Morel", role="account_manager")
