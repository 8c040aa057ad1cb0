-- The search, what was deleted, and smaller bodies.
--
-- A slot is a rank of recency: the higher, the later something happened. Full-text tables hand their rows out by
-- slot, so the newest hits come first without sorting. Texts are lines (services/mirror/searchtext.h).

CREATE TABLE lead_text (
    slot INTEGER PRIMARY KEY,
    lead_key INTEGER NOT NULL UNIQUE,
    at INTEGER NOT NULL,             -- the lead's last activity when it got its slot; 0 = unknown
    text TEXT NOT NULL
) STRICT;

-- Notes, calls, messages, e-mails, meetings (keys of `activity`), tasks and opportunities (inside `lead_body`).
CREATE TABLE item_text (
    slot INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL,              -- as in `activity`, or task, opportunity
    lead_key INTEGER NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX item_text_lead ON item_text (lead_key);

CREATE VIRTUAL TABLE lead_words USING fts5 (text, content='lead_text', content_rowid='slot', detail=none,
    columnsize=0, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE lead_grams USING fts5 (text, content='lead_text', content_rowid='slot', detail=none,
    columnsize=0, tokenize='trigram');
CREATE VIRTUAL TABLE item_words USING fts5 (text, content='item_text', content_rowid='slot', detail=none,
    columnsize=0, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE item_grams USING fts5 (text, content='item_text', content_rowid='slot', detail=none,
    columnsize=0, tokenize='trigram');

CREATE INDEX lead_folded ON lead (folded);

-- What is gone in Close, so that a late answer does not bring it back. Contacts, tasks and opportunities too;
-- also tasks that were completed, as a lead lists its open ones.
CREATE TABLE tombstone (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER,                      -- what is newer than this lives again; NULL = nothing ever does
    merged_into TEXT                 -- id of the lead that holds everything of this one now
) STRICT;

-- Trained on this organisation's own bodies; named in each body that needs it (services/mirror/bodies.h).
CREATE TABLE dictionary (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Leads and activities whose search text is still to be written, newest first; emptied page by page after an
-- upgrade.
CREATE TABLE text_backlog (
    seq INTEGER PRIMARY KEY,
    key INTEGER NOT NULL,
    is_lead INTEGER NOT NULL
) STRICT;
INSERT INTO text_backlog (key, is_lead)
    SELECT key, 1 FROM lead ORDER BY coalesce(newest_activity_at, updated_at) DESC;
INSERT INTO text_backlog (key, is_lead) SELECT key, 0 FROM activity ORDER BY activity_at DESC;
