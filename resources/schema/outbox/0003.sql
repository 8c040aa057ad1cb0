-- Several programs work on one outbox. Everything that matters of a command stands in its JSON: what is saved
-- from a damaged file is read from there alone.

ALTER TABLE command ADD COLUMN revision INTEGER NOT NULL DEFAULT 0; -- +1 with every change
ALTER TABLE command ADD COLUMN digest INTEGER; -- of the JSON; NULL in rows of older versions

CREATE TABLE sender (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL -- +1 whenever a program begins to send: fences off the one before
) STRICT;

INSERT INTO sender VALUES (1, 0);
