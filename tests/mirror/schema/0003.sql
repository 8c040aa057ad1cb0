UPDATE person SET name = upper(name);
CREATE INDEX person_name ON person (name);
DELETE FROM place WHERE id % 2 = 0;
