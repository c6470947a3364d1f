-- What headquarters has looked at and found good.
CREATE TABLE approvals (
    report_id   INTEGER NOT NULL REFERENCES reports,
    revision    INTEGER NOT NULL,
    approved_by INTEGER NOT NULL REFERENCES people,
    at          TEXT NOT NULL,
    PRIMARY KEY (report_id, revision)
) STRICT, WITHOUT ROWID;

-- What a province and headquarters say to each other about an axis of a week.
CREATE TABLE comments (
    id          INTEGER PRIMARY KEY,
    week        TEXT NOT NULL,                -- its Saturday
    province    TEXT NOT NULL,
    axis        TEXT NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES people,
    side        TEXT NOT NULL CHECK (side IN ('province', 'headquarters')),
    words       TEXT NOT NULL,
    at          TEXT NOT NULL
) STRICT;
CREATE INDEX comments_by_axis ON comments (week, province, axis, id);

CREATE INDEX returns_open ON returns (report_id) WHERE answered_at IS NULL;
