-- Duties handed on for a while: axes to a colleague («axes»), or the post itself while its holder is away («leave»).
CREATE TABLE delegations (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL CHECK (kind IN ('axes', 'leave')),
    province    TEXT NOT NULL,
    giver_id    INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    axes        TEXT NOT NULL,                -- list with «;»; of a leave: those of the giver's duty, '' = all
    begins      TEXT NOT NULL,                -- first and last day; NULL: until it is ended
    ends        TEXT,
    given_at    TEXT NOT NULL,
    begun_at    TEXT,                         -- since when it is in force; NULL: its first day has not come
    ended_at    TEXT
) STRICT;
CREATE INDEX delegations_open ON delegations (province) WHERE ended_at IS NULL;
CREATE INDEX delegations_by_person ON delegations (person_id) WHERE ended_at IS NULL;

-- Every duty that somebody has now: the roster's, and those handed on by somebody who holds the post still.
CREATE VIEW held_duties (place, person_id, role, province, estate, axes, acting) AS
    SELECT id, person_id, role, province, estate, axes, 0 FROM duties
    UNION ALL
    SELECT 1000000000 + id, person_id, iif(kind = 'leave', 'ceo', 'liaison'), province, '', axes, 1 FROM delegations
    WHERE begun_at IS NOT NULL AND ended_at IS NULL
      AND EXISTS (SELECT 1 FROM duties WHERE person_id = giver_id AND role = 'ceo'
                  AND duties.province = delegations.province);

-- Two keys. Whose reports need no signature of the CEO, and after how many hours one goes in without it.
CREATE TABLE excused (
    province    TEXT NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    given_by    INTEGER NOT NULL REFERENCES people,
    given_at    TEXT NOT NULL,
    PRIMARY KEY (province, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE releases (
    province    TEXT PRIMARY KEY,
    hours       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The one card that shows a signer what waits: its newest outgoing row, and which reports it shows.
CREATE TABLE signing_cards (
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    province    TEXT NOT NULL,
    outbox_id   INTEGER NOT NULL,             -- forgotten before this row, perhaps
    shown       TEXT NOT NULL,
    PRIMARY KEY (person_id, province)
) STRICT, WITHOUT ROWID;

ALTER TABLE reports ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;  -- ready, and waits for the signature alone
ALTER TABLE revisions ADD COLUMN signed_at TEXT;
ALTER TABLE revisions ADD COLUMN stand_in INTEGER NOT NULL DEFAULT 0;  -- signed by who stood in for the CEO
CREATE INDEX revisions_unsigned ON revisions (report_id, revision) WHERE signed_by IS NULL;
UPDATE revisions SET signed_at = at WHERE signed_by IS NOT NULL;

-- Who took over from whom; what was written stays under the name of who wrote it.
CREATE TABLE handovers (
    id          INTEGER PRIMARY KEY,
    old_id      INTEGER NOT NULL REFERENCES people,
    new_id      INTEGER NOT NULL REFERENCES people,
    duties      TEXT NOT NULL,                -- JSON: [[role, province, estate, axes], …]
    actor       TEXT NOT NULL,                -- as in the audit trail
    at          TEXT NOT NULL
) STRICT;

-- Estates. What a province asks of its estates, week by week until it is closed; '' as indicator: all of the axis.
CREATE TABLE estate_questions (
    id          INTEGER PRIMARY KEY,
    province    TEXT NOT NULL,
    axis        TEXT NOT NULL,
    indicator   TEXT NOT NULL,
    opened_by   INTEGER NOT NULL REFERENCES people,
    opened_at   TEXT NOT NULL,
    closed_at   TEXT
) STRICT;
CREATE UNIQUE INDEX estate_questions_open ON estate_questions (province, axis, indicator) WHERE closed_at IS NULL;

CREATE TABLE estate_answers (
    week        TEXT NOT NULL,                -- its Saturday
    province    TEXT NOT NULL,
    estate      TEXT NOT NULL,
    indicator   TEXT NOT NULL,
    value       INTEGER NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES people,
    at          TEXT NOT NULL,
    PRIMARY KEY (week, province, estate, indicator)
) STRICT, WITHOUT ROWID;

CREATE TABLE estate_obstacles (
    week        TEXT NOT NULL,
    province    TEXT NOT NULL,
    estate      TEXT NOT NULL,
    axis        TEXT NOT NULL,
    words       TEXT NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES people,
    at          TEXT NOT NULL,
    PRIMARY KEY (week, province, estate, axis)
) STRICT, WITHOUT ROWID;

-- What the province made of the estates' sum: its own figure instead, and why.
CREATE TABLE estate_decisions (
    week        TEXT NOT NULL,
    province    TEXT NOT NULL,
    indicator   TEXT NOT NULL,
    total       INTEGER NOT NULL,
    own         INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES people,
    at          TEXT NOT NULL,
    PRIMARY KEY (week, province, indicator)
) STRICT, WITHOUT ROWID;
