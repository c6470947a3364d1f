-- What a proposal on a topic is made of: a JSON list of titles, '[]' for a plain text.
ALTER TABLE topics ADD COLUMN fields TEXT NOT NULL DEFAULT '[]';

-- Topics put to the provinces. The announcement brings it to them; its number is the consultation's.
CREATE TABLE consultations (
    id          INTEGER PRIMARY KEY REFERENCES announcements,
    topic       TEXT NOT NULL,                -- its code
    title       TEXT NOT NULL,
    form        TEXT NOT NULL CHECK (form IN ('opinion', 'proposal', 'count', 'process')),
    fields      TEXT NOT NULL,                -- JSON: what a proposal is made of
    articles    TEXT NOT NULL,                -- JSON: titles of the articles
    named       INTEGER NOT NULL,             -- provinces see whose viewpoint is whose
    restricted  INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'decided', 'executed')),
    outcome     TEXT NOT NULL DEFAULT '',
    reason      TEXT NOT NULL DEFAULT '',
    done        TEXT NOT NULL DEFAULT '',     -- how it was executed
    decided_at  TEXT,
    executed_at TEXT,
    CHECK (state = 'open' OR (outcome <> '' AND reason <> ''))
) STRICT;

-- A province's viewpoint, on the whole (article 0) or on an article; of a topic without articles, its proposals.
CREATE TABLE viewpoints (
    id          INTEGER PRIMARY KEY,
    consultation_id INTEGER NOT NULL REFERENCES consultations,
    province    TEXT NOT NULL,
    article     INTEGER NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES people,
    stance      TEXT NOT NULL DEFAULT '' CHECK (stance IN ('', 'agree', 'amend', 'against', 'none')),
    reason      TEXT NOT NULL DEFAULT '',
    proposal    TEXT NOT NULL DEFAULT '[]',   -- JSON: a text for each field, one for a plain proposal
    number      INTEGER,                      -- of a topic that only counts
    grouped     TEXT NOT NULL DEFAULT '',     -- what headquarters calls the alike
    verdict     TEXT NOT NULL DEFAULT '' CHECK (verdict IN ('', 'accepted', 'partly', 'refused')),
    late        INTEGER NOT NULL DEFAULT 0,   -- given, or changed, after the deadline
    given_at    TEXT NOT NULL,
    UNIQUE (consultation_id, province, article)
) STRICT;
