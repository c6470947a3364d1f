-- What an estate's people sent on their own: it stands in the inbox of the province's CEO until something becomes of it.
CREATE TABLE estate_entries (
    id          INTEGER PRIMARY KEY,
    province    TEXT NOT NULL,                -- '' and
    estate      TEXT NOT NULL,                -- '' until who looks after several has said which one is meant
    person_id   INTEGER NOT NULL REFERENCES people,
    at          TEXT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('words', 'figure', 'obstacle', 'piece')),
    axis        TEXT NOT NULL DEFAULT '',     -- '' where the words name none, or several
    words       TEXT NOT NULL DEFAULT '',
    evidence    INTEGER REFERENCES evidence ON DELETE SET NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'obstacle', 'answered')),
    assigned    INTEGER REFERENCES people,    -- the colleague whom it was referred to
    assigned_at TEXT,
    obstacle    INTEGER REFERENCES obstacles, -- of the province, that it became
    answer      TEXT NOT NULL DEFAULT '',
    ended_by    INTEGER REFERENCES people,
    ended_at    TEXT,
    CHECK ((assigned IS NULL) = (assigned_at IS NULL)),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((state = 'open') = (ended_by IS NULL)),
    CHECK ((state = 'obstacle') = (obstacle IS NOT NULL)),
    CHECK ((state = 'answered') = (answer <> ''))
) STRICT;
CREATE INDEX estate_entries_open ON estate_entries (province) WHERE state = 'open';
CREATE INDEX estate_entries_by_estate ON estate_entries (province, estate);
CREATE INDEX estate_entries_by_obstacle ON estate_entries (obstacle) WHERE obstacle IS NOT NULL;
