-- Announcements that end in acknowledgement. An announcement is a row from its confirmation on; its number is its id.
ALTER TABLE announcements ADD COLUMN state TEXT NOT NULL DEFAULT 'sent'
    CHECK (state IN ('awaiting', 'scheduled', 'sending', 'sent', 'refused', 'cancelled', 'deleted', 'held'));
ALTER TABLE announcements ADD COLUMN level TEXT NOT NULL DEFAULT 'inform'
    CHECK (level IN ('inform', 'seen', 'commit', 'expect', 'consult'));
ALTER TABLE announcements ADD COLUMN question TEXT NOT NULL DEFAULT '';   -- of a commitment that is a number: what it counts
ALTER TABLE announcements ADD COLUMN audience TEXT NOT NULL DEFAULT '[]'; -- JSON: who was meant, for those who join later
ALTER TABLE announcements ADD COLUMN files TEXT NOT NULL DEFAULT '[]';    -- JSON: what goes with the text
ALTER TABLE announcements ADD COLUMN only_on TEXT NOT NULL DEFAULT '';    -- the one messenger that it may go over, '' = any
ALTER TABLE announcements ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;   -- sent outside working hours too
ALTER TABLE announcements ADD COLUMN repeats TEXT NOT NULL DEFAULT '' CHECK (repeats IN ('', 'weekly', 'monthly'));
ALTER TABLE announcements ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE announcements ADD COLUMN body_hash TEXT NOT NULL DEFAULT '';  -- SHA-256 of what was confirmed
ALTER TABLE announcements ADD COLUMN second_id INTEGER REFERENCES people; -- the admin who confirmed too
ALTER TABLE announcements ADD COLUMN send_at TEXT;                        -- when it leaves, or left
ALTER TABLE announcements ADD COLUMN due_at TEXT;                         -- until when an answer is on time
ALTER TABLE announcements ADD COLUMN ended INTEGER NOT NULL DEFAULT 0;    -- rows that had their end when progress was last shown
ALTER TABLE announcements ADD COLUMN progress_id INTEGER;               -- the outgoing row that shows the author the progress
CREATE INDEX announcements_open ON announcements (state, send_at) WHERE state IN ('scheduled', 'sending');

-- Whom an announcement is for: frozen at its confirmation, later only added to.
CREATE TABLE recipients (
    announcement_id INTEGER NOT NULL REFERENCES announcements,
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    province    TEXT NOT NULL,                -- of the duty by which they are meant, '' = headquarters
    row_id      INTEGER REFERENCES outbox,    -- the newest row that carries it; NULL: not queued, or no account yet
    seen_at     TEXT,
    pledged_at  TEXT,
    pledge_day  TEXT,                         -- until when they have promised it
    pledge_number INTEGER,                    -- how many they have promised
    done_at     TEXT,
    PRIMARY KEY (announcement_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recipients_by_person ON recipients (person_id);
CREATE INDEX recipients_by_row ON recipients (row_id) WHERE row_id IS NOT NULL;
CREATE INDEX recipients_by_pledge ON recipients (pledge_day) WHERE pledge_day IS NOT NULL AND done_at IS NULL;

-- How each of them stands: row_state is that of the row, '' without one.
CREATE VIEW recipient_states AS
SELECT recipients.announcement_id, recipients.person_id, full_name AS name, province, people.state = 'active' AS active,
       row_id, coalesce(outbox.state, '') AS row_state, coalesce(problem, '') AS problem, seen_at, pledged_at,
       pledge_day, pledge_number, done_at
FROM recipients JOIN people ON people.id = recipients.person_id LEFT JOIN outbox ON outbox.id = row_id;

-- What an announcement said before it was edited.
CREATE TABLE announcement_versions (
    announcement_id INTEGER NOT NULL REFERENCES announcements,
    version     INTEGER NOT NULL,
    text        TEXT NOT NULL,
    body_hash   TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (announcement_id, version)
) STRICT, WITHOUT ROWID;

-- Questions and answers about an announcement: one thread for each recipient.
CREATE TABLE thread_messages (
    id          INTEGER PRIMARY KEY,
    announcement_id INTEGER NOT NULL REFERENCES announcements,
    recipient_id INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    author_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    text        TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT;
CREATE INDEX thread_messages_by_thread ON thread_messages (announcement_id, recipient_id);

-- What an author has composed so far.
CREATE TABLE announcement_drafts (
    person_id   INTEGER PRIMARY KEY REFERENCES people ON DELETE CASCADE,
    body        TEXT NOT NULL,
    updated_at  TEXT NOT NULL
) STRICT;
