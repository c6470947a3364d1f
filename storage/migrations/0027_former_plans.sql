-- A programme as it held until a day: what is told of an earlier day is told by it. The plan that holds now stands in
-- the tables of the programme itself.
CREATE TABLE former_plans (
    programme_id INTEGER NOT NULL REFERENCES programmes,
    until       TEXT NOT NULL,                -- the first day on which it held no more
    plan        TEXT NOT NULL,                -- JSON
    PRIMARY KEY (programme_id, until)
) STRICT;
