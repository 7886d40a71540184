"""The database connection as django-tenants makes it: it knows whose schema it works on."""

from typing import TYPE_CHECKING, cast

from django.db import connection as _connection

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    class SchemaConnection(BaseDatabaseWrapper):
        """What django-tenants adds; it ships no types."""

        schema_name: str
        tenant: object

        def set_tenant(self, tenant: object) -> None: ...
        def set_schema(self, schema_name: str, *, include_public: bool = True) -> None: ...
        def set_schema_to_public(self) -> None: ...


connection = cast("SchemaConnection", _connection)
