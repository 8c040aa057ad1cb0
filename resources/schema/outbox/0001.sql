-- Writes that Close does not have yet, and the trash. Times are ISO 8601, UTC.

CREATE TABLE command (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    json TEXT NOT NULL
) STRICT;

CREATE TABLE discarded_command (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    discarded_at TEXT NOT NULL
) STRICT;

CREATE TABLE deleted_object (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    deleted_at TEXT NOT NULL
) STRICT;

CREATE INDEX deleted_object_id ON deleted_object (id);
