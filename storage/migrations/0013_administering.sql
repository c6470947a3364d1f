-- What admins change in the chat. Edits are JSON: each thing's key, and how it was before and after; never a phone.
CREATE TABLE admin_changes (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES people,
    edits       TEXT NOT NULL,
    reverts     INTEGER REFERENCES admin_changes,   -- the change that this one takes back
    at          TEXT NOT NULL
) STRICT;
CREATE INDEX admin_changes_by_reverted ON admin_changes (reverts) WHERE reverts IS NOT NULL;

-- Edits that wait for an admin's tap.
CREATE TABLE admin_drafts (
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('people', 'programme', 'days')),
    edits       TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;
