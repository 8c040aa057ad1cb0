-- What became of writes that Close has: which object each one made. So that no other write claims the same object,
-- so that a write can be undone, and so that a late double of one that was sent twice is found.
CREATE TABLE finished_command (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    command_group TEXT NOT NULL,
    lead TEXT NOT NULL,
    server_id TEXT NOT NULL,
    is_undone INTEGER NOT NULL DEFAULT 0,
    is_swept INTEGER NOT NULL DEFAULT 0,
    finished_at TEXT NOT NULL,
    json TEXT NOT NULL
) STRICT;

CREATE INDEX finished_command_lead ON finished_command (lead);

-- Close's ids of objects that were first known here by a local id.
CREATE TABLE assigned_id (
    local TEXT PRIMARY KEY,
    server TEXT NOT NULL
) STRICT;

-- What the outbox has learned about Close, by name.
CREATE TABLE lesson (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
