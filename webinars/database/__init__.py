"""The database: engine, model base, column types, unit of work."""

from sqlalchemy.orm import Session as Db

__all__ = ["Db"]
