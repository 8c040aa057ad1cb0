-- What the lead list orders and filters by.

ALTER TABLE lead ADD COLUMN country TEXT NOT NULL DEFAULT '';   -- of the first address, ISO 3166 alpha-2
ALTER TABLE lead ADD COLUMN facets BLOB NOT NULL DEFAULT x'';   -- custom values (services/mirror/facets.h)

CREATE INDEX lead_recent ON lead (coalesce(newest_activity_at, updated_at) / 1000);
