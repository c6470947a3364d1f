-- The clockwork: what was pushed to whom, what people asked to be reminded of, when messengers were away, exceptions.
ALTER TABLE ledger ADD COLUMN reason TEXT NOT NULL DEFAULT '';  -- why something was skipped

CREATE TABLE pushes (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    entries     TEXT NOT NULL,                -- the rows of the ledger that it settled, JSON: [[kind, period, subject], …]
    counted     INTEGER NOT NULL,             -- 0: the person asked for it, so it is none of the day's two
    at          TEXT NOT NULL,
    until       TEXT,                         -- useless afterwards; NULL: never
    outbox_id   INTEGER NOT NULL              -- the outgoing row, which is forgotten long before
) STRICT;
CREATE INDEX pushes_by_person ON pushes (person_id, at);
CREATE INDEX pushes_by_row ON pushes (outbox_id);

-- «Remind me later»: a row waits until its time, and is gone once the ledger has it.
CREATE TABLE snoozes (
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    due_at      TEXT NOT NULL,
    asked_at    TEXT NOT NULL,
    PRIMARY KEY (person_id, due_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX snoozes_by_time ON snoozes (due_at);

-- Which reminders a person wants, and from which hour of Tehran on; no row: all, at their time.
CREATE TABLE quiet (
    person_id   INTEGER PRIMARY KEY REFERENCES people ON DELETE CASCADE,
    reminders   TEXT NOT NULL CHECK (reminders IN ('all', 'last')),
    hour        INTEGER
) STRICT;

-- When the intake of a messenger was last good, and when messengers were away.
CREATE TABLE intakes (
    platform    TEXT PRIMARY KEY,
    good_at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outages (
    id          INTEGER PRIMARY KEY,
    platform    TEXT NOT NULL,
    began_at    TEXT NOT NULL,
    ended_at    TEXT NOT NULL,
    declared_by INTEGER REFERENCES people,    -- the admin; NULL: noticed by the intake itself
    reason      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outages_by_end ON outages (ended_at);

-- What a province may still report after the lock.
CREATE TABLE exceptions (
    province    TEXT NOT NULL,
    week        TEXT NOT NULL,                -- its Saturday
    axis        TEXT NOT NULL,
    reason      TEXT NOT NULL,
    granted_by  INTEGER NOT NULL REFERENCES people,
    granted_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    PRIMARY KEY (province, week, axis)
) STRICT, WITHOUT ROWID;
