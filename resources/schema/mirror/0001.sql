-- The mirror of one account. Times are milliseconds since 1970, UTC; NULL = unknown.
-- Keys are 64-bit hashes of ids (services/mirror/rowkey.h). Bodies are Close's JSON, compressed by zlib.

CREATE TABLE lead (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,            -- name without case and accents
    status_id TEXT NOT NULL,
    status_label TEXT NOT NULL,
    contact_count INTEGER NOT NULL,
    city TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    created_at INTEGER,
    updated_at INTEGER,
    newest_activity_at INTEGER,      -- of the activities stored here
    has_all_activities INTEGER NOT NULL DEFAULT 0,
    task_text TEXT,                  -- NULL = no open task
    task_date TEXT,                  -- ISO 8601; NULL = dateless
    task_at INTEGER                  -- only for tasks with a time of day
) STRICT;

CREATE TABLE lead_body (
    key INTEGER PRIMARY KEY REFERENCES lead (key) ON DELETE CASCADE,
    json BLOB NOT NULL
) STRICT;

CREATE TABLE activity (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    lead_key INTEGER NOT NULL REFERENCES lead (key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    activity_at INTEGER NOT NULL,
    updated_at INTEGER
) STRICT;

CREATE INDEX activity_timeline ON activity (lead_key, activity_at, id, kind);

CREATE TABLE activity_body (
    key INTEGER PRIMARY KEY REFERENCES activity (key) ON DELETE CASCADE,
    json BLOB NOT NULL
) STRICT;

CREATE TABLE document (
    name TEXT PRIMARY KEY,
    json TEXT NOT NULL
) STRICT;
