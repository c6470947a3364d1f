-- The agencies that an obstacle may name: a list of the programme that headquarters edits.
CREATE TABLE agencies (
    programme_id INTEGER NOT NULL REFERENCES programmes,
    title       TEXT NOT NULL,
    position    INTEGER NOT NULL,
    PRIMARY KEY (programme_id, title)
) STRICT, WITHOUT ROWID;

-- What stands in a province's way on an axis. None is ever deleted, so no number is used twice.
CREATE TABLE obstacles (
    id          INTEGER PRIMARY KEY,
    year        INTEGER NOT NULL,             -- Jalali, of the programme; with `number` it is what people call it by
    number      INTEGER NOT NULL,
    week        TEXT NOT NULL,                -- the Saturday of the week that it was recorded in
    province    TEXT NOT NULL,
    axis        TEXT NOT NULL,
    agency      TEXT NOT NULL,                -- its title as it was then
    request     TEXT NOT NULL,                -- what is asked
    folded      TEXT NOT NULL,                -- the same, folded: what several provinces ask in the same words is one
    level       TEXT NOT NULL CHECK (level IN ('province', 'taskforce', 'headquarters')),
    letter      TEXT NOT NULL DEFAULT '',     -- number and date of the letter that asks, if there is one
    letter_day  TEXT,
    state       TEXT NOT NULL CHECK (state IN ('recorded', 'referred', 'on_agenda', 'decided', 'needs_hq',
                                               'done', 'resolved', 'refused')),
    decision    TEXT NOT NULL DEFAULT '',     -- number and date of the facilitation taskforce's decision
    decision_day TEXT,
    written_by  INTEGER NOT NULL REFERENCES people,
    recorded_at TEXT NOT NULL,
    changed_at  TEXT NOT NULL,                -- when it came into its state
    asked_at    TEXT,                         -- since when headquarters is asked; NULL: it is not
    acknowledged_at TEXT,                     -- headquarters' owner has taken it on
    answered_at TEXT,                         -- headquarters has answered it or moved it on
    ended_at    TEXT,
    UNIQUE (year, number),
    CHECK ((letter = '') = (letter_day IS NULL)),
    CHECK ((decision = '') = (decision_day IS NULL)),
    CHECK (state <> 'decided' OR decision <> ''),
    CHECK ((level = 'headquarters') = (asked_at IS NOT NULL)),
    CHECK ((state IN ('done', 'resolved', 'refused')) = (ended_at IS NOT NULL))
) STRICT;
CREATE INDEX obstacles_open ON obstacles (province, axis) WHERE ended_at IS NULL;
CREATE INDEX obstacles_by_agency ON obstacles (agency, axis);
CREATE INDEX obstacles_asked ON obstacles (asked_at) WHERE asked_at IS NOT NULL;

-- What happened to an obstacle, in order; `state` is the one that it came into.
CREATE TABLE obstacle_events (
    id          INTEGER PRIMARY KEY,
    obstacle_id INTEGER NOT NULL REFERENCES obstacles,
    at          TEXT NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES people,
    side        TEXT NOT NULL CHECK (side IN ('province', 'headquarters')),
    kind        TEXT NOT NULL CHECK (kind IN ('recorded', 'noted', 'lettered', 'acknowledged', 'answered', 'moved')),
    state       TEXT NOT NULL,
    words       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX obstacle_events_by_obstacle ON obstacle_events (obstacle_id, id);

-- An obstacle that somebody has begun to record; belongs to person, province and axis, not to a chat.
CREATE TABLE obstacle_drafts (
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    province    TEXT NOT NULL,
    axis        TEXT NOT NULL,
    body        TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (person_id, province, axis)
) STRICT, WITHOUT ROWID;
