-- A field that headquarters hands back: until it leaves, a quarter of an hour later, it can be taken back.
CREATE TABLE held_returns (
    id          INTEGER PRIMARY KEY,
    report_id   INTEGER NOT NULL REFERENCES reports,
    indicator   TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    returned_by INTEGER NOT NULL REFERENCES people,
    at          TEXT NOT NULL,
    UNIQUE (report_id, indicator)
) STRICT;
