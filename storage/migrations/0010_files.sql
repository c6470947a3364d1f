-- Weeks' workbooks that came back: what was typed in them waits for a tap.
CREATE TABLE returned_workbooks (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    week        TEXT NOT NULL,                -- its Saturday, as the stamp says
    province    TEXT NOT NULL,
    asked       TEXT NOT NULL,                -- digest of the questions it was made for
    cells       TEXT NOT NULL,                -- JSON list of what stood in its answer cells
    created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX returned_workbooks_by_age ON returned_workbooks (created_at);
