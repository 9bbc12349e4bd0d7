"""How Alembic runs the migrations: inside the transaction that store.migrate has opened."""

from alembic import context

from onefold.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
