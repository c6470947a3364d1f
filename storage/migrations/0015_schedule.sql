-- The week as admins have changed it: all its lines, from a week on until the next.
CREATE TABLE schedules (
    week        TEXT PRIMARY KEY,             -- the Saturday of the first week that it holds for
    lines       TEXT NOT NULL                 -- JSON
) STRICT, WITHOUT ROWID;

-- Whether a province works on Thursdays, from a week on until the next; it does not where nothing is said.
CREATE TABLE thursdays (
    province    TEXT NOT NULL,
    week        TEXT NOT NULL,                -- the Saturday of the first week that it holds for
    worked      INTEGER NOT NULL,
    PRIMARY KEY (province, week)
) STRICT, WITHOUT ROWID;

-- The estates of the provinces. Duties and answers name them; a name stays a province's own, also of one that is retired.
CREATE TABLE estates (
    id          INTEGER PRIMARY KEY,
    province    TEXT NOT NULL,
    name        TEXT NOT NULL,
    active      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (province, name)
) STRICT;

WITH RECURSIVE held (place, province, name, rest) AS (
    SELECT id, province, '', estate || ';' FROM duties WHERE role = 'estate_manager'
    UNION ALL
    SELECT place, province, substr(rest, 1, instr(rest, ';') - 1), substr(rest, instr(rest, ';') + 1)
    FROM held WHERE rest <> '')
INSERT INTO estates (province, name) SELECT province, name FROM held WHERE name <> '' ORDER BY place, length(rest) DESC
ON CONFLICT DO NOTHING;

INSERT INTO estates (province, name, active)
SELECT province, estate, 0 FROM estate_answers UNION SELECT province, estate, 0 FROM estate_obstacles WHERE true
ON CONFLICT DO NOTHING;

-- Edits of more kinds wait for an admin's tap.
CREATE TABLE waiting_drafts AS SELECT * FROM admin_drafts;
DROP TABLE admin_drafts;
CREATE TABLE admin_drafts (
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('people', 'programme', 'days', 'schedule', 'thursdays', 'estates')),
    edits       TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO admin_drafts SELECT person_id, kind, edits, updated_at FROM waiting_drafts;
DROP TABLE waiting_drafts;
