-- Evidence: what a person sent for an axis. The files lie beside the database, each under the SHA-256 of its content.
CREATE TABLE evidence (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES people,
    week        TEXT NOT NULL,                -- its Saturday
    province    TEXT NOT NULL,
    axis        TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('photo', 'document', 'voice', 'location')),
    note        TEXT NOT NULL DEFAULT '',     -- the caption that came with it
    platform    TEXT NOT NULL,
    file_id     TEXT NOT NULL DEFAULT '',     -- the file's name on that messenger
    size        INTEGER NOT NULL DEFAULT 0,   -- bytes: as the messenger said, once kept as they were counted
    latitude    REAL,                         -- degrees north and east, of a location
    longitude   REAL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'kept', 'refused', 'failed')),
    sha256      TEXT NOT NULL DEFAULT '',     -- of a kept file
    mime        TEXT NOT NULL DEFAULT '',     -- what the content of a kept file is, whatever it was called
    report_id   INTEGER REFERENCES reports,   -- NULL until it is handed in
    created_at  TEXT NOT NULL,
    ended_at    TEXT,
    CHECK (state <> 'kept' OR kind = 'location' OR sha256 <> ''),
    CHECK (kind <> 'location' OR (latitude IS NOT NULL AND longitude IS NOT NULL))
) STRICT;
CREATE INDEX evidence_by_axis ON evidence (week, province, axis);
CREATE INDEX evidence_by_content ON evidence (sha256) WHERE sha256 <> '';
