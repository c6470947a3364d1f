-- People. A person is a phone; phones stand in a table of their own, read by storage/phones.py alone.
CREATE TABLE people (
    id          INTEGER PRIMARY KEY,
    full_name   TEXT NOT NULL,
    honorific   TEXT NOT NULL DEFAULT '',     -- as the roster gives it
    address     TEXT,                         -- form of address that the person chose; NULL: not asked yet
    state       TEXT NOT NULL CHECK (state IN ('asking', 'active', 'suspended', 'refused')),
    created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE phones (
    person_id   INTEGER PRIMARY KEY REFERENCES people ON DELETE CASCADE,
    phone       TEXT NOT NULL UNIQUE          -- 98XXXXXXXXXX
) STRICT;

CREATE TABLE duties (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    role        TEXT NOT NULL CHECK (role IN ('head', 'hq_deputy', 'hq_manager', 'admin', 'pr', 'observer',
                                              'ceo', 'liaison', 'estate_manager')),
    province    TEXT NOT NULL DEFAULT '',     -- ISO code, '' for headquarters
    estate      TEXT NOT NULL DEFAULT '',     -- list with «;»
    axes        TEXT NOT NULL DEFAULT '',     -- list of codes with «;»; '' = all for a CEO, none for others
    UNIQUE (person_id, role, province)
) STRICT;
CREATE INDEX duties_by_role ON duties (role, province);

-- One account of a messenger; a person may have one on each.
CREATE TABLE accounts (
    platform    TEXT NOT NULL,
    user_id     INTEGER NOT NULL,
    chat_id     INTEGER NOT NULL,
    person_id   INTEGER REFERENCES people ON DELETE CASCADE,   -- NULL: still unknown
    pending_id  INTEGER REFERENCES people ON DELETE CASCADE,   -- shared a phone, still owes the code
    linked_at   TEXT,
    used_at     TEXT NOT NULL,
    noticed_at  TEXT,                         -- when the neutral sentence to the unknown was last said
    asked_phone INTEGER NOT NULL DEFAULT 0,   -- the contact button was shown and not used yet
    blocked_at  TEXT,
    PRIMARY KEY (platform, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_by_person ON accounts (person_id);

CREATE TABLE invitations (
    id          INTEGER PRIMARY KEY,
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    code_hash   TEXT NOT NULL UNIQUE,
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    used_at     TEXT
) STRICT;

-- Wrong codes are counted by account, so that a guesser runs out of tries.
CREATE TABLE guesses (
    platform    TEXT NOT NULL,
    user_id     INTEGER NOT NULL,
    at          TEXT NOT NULL
) STRICT;
CREATE INDEX guesses_by_account ON guesses (platform, user_id, at);

-- The programme of a year.
CREATE TABLE programmes (
    id          INTEGER PRIMARY KEY,
    year        INTEGER NOT NULL UNIQUE,      -- Jalali
    title       TEXT NOT NULL,
    motto       TEXT NOT NULL DEFAULT '',
    axes_total  INTEGER NOT NULL
) STRICT;

CREATE TABLE axes (
    programme_id INTEGER NOT NULL REFERENCES programmes,
    code        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    title       TEXT NOT NULL,
    short       TEXT NOT NULL,
    owner       TEXT NOT NULL DEFAULT '',
    frequency   TEXT NOT NULL CHECK (frequency IN ('weekly', 'monthly')),
    active      INTEGER NOT NULL,
    PRIMARY KEY (programme_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicators (
    programme_id INTEGER NOT NULL,
    code        TEXT NOT NULL,
    axis        TEXT NOT NULL,
    position    INTEGER NOT NULL,
    title       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    unit        TEXT NOT NULL,
    minimum     INTEGER,                      -- in the smallest unit, as every value
    maximum     INTEGER,
    not_over    TEXT NOT NULL DEFAULT '',     -- `le`: the indicator that this one may not exceed
    options     TEXT NOT NULL DEFAULT '[]',   -- stages or breakdown, JSON list of titles
    aggregate   TEXT NOT NULL,
    target      TEXT NOT NULL DEFAULT 'none',
    frequency   TEXT NOT NULL,
    reporter    TEXT NOT NULL DEFAULT 'province',
    evidence    TEXT NOT NULL DEFAULT 'none',
    max_chars   INTEGER NOT NULL DEFAULT 300,
    PRIMARY KEY (programme_id, code),
    FOREIGN KEY (programme_id, axis) REFERENCES axes
) STRICT, WITHOUT ROWID;
CREATE INDEX indicators_by_axis ON indicators (programme_id, axis, position);

CREATE TABLE topics (
    programme_id INTEGER NOT NULL REFERENCES programmes,
    code        TEXT NOT NULL,
    title       TEXT NOT NULL,
    owner       TEXT NOT NULL,
    mode        TEXT NOT NULL,
    restricted  INTEGER NOT NULL,
    PRIMARY KEY (programme_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE targets (
    programme_id INTEGER NOT NULL REFERENCES programmes,
    indicator   TEXT NOT NULL,
    province    TEXT NOT NULL DEFAULT '',     -- '' = national
    value       INTEGER NOT NULL,
    PRIMARY KEY (programme_id, indicator, province)
) STRICT, WITHOUT ROWID;

-- Reports. One axis × one province × one week; its answers by revision, so that an old value is never lost.
CREATE TABLE reports (
    id          INTEGER PRIMARY KEY,
    programme_id INTEGER NOT NULL REFERENCES programmes,
    week        TEXT NOT NULL,                -- its Saturday
    province    TEXT NOT NULL,
    axis        TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('ready', 'submitted', 'returned', 'approved')),
    revision    INTEGER NOT NULL,
    status      TEXT NOT NULL DEFAULT '',
    action      TEXT NOT NULL DEFAULT '',
    late        INTEGER NOT NULL DEFAULT 0,
    written_by  INTEGER NOT NULL REFERENCES people,
    first_at    TEXT NOT NULL,
    submitted_at TEXT NOT NULL,
    UNIQUE (week, province, axis)
) STRICT;
CREATE INDEX reports_by_submission ON reports (submitted_at);

CREATE TABLE answers (
    report_id   INTEGER NOT NULL REFERENCES reports,
    revision    INTEGER NOT NULL,
    indicator   TEXT NOT NULL,
    programme_id INTEGER NOT NULL,
    province    TEXT NOT NULL,
    week        TEXT NOT NULL,
    value       INTEGER,                      -- NULL beside unchanged = 1: the value stays, nothing is copied
    words       TEXT NOT NULL DEFAULT '',     -- text answers; JSON for stage counts and breakdowns
    unchanged   INTEGER NOT NULL DEFAULT 0,
    reason      TEXT NOT NULL DEFAULT '',     -- of a fall: 'correction' or 'real_fall'; 'no_report': said to be missing
    at          TEXT NOT NULL,
    PRIMARY KEY (report_id, revision, indicator)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_indicator ON answers (programme_id, province, indicator, week, revision);

-- What a person has answered so far; belongs to person and week, not to a chat.
CREATE TABLE drafts (
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    week        TEXT NOT NULL,
    province    TEXT NOT NULL,
    axis        TEXT NOT NULL,
    body        TEXT NOT NULL,
    updated_at  TEXT NOT NULL,
    PRIMARY KEY (person_id, week, province, axis)
) STRICT, WITHOUT ROWID;

-- Where a person stands in a conversation; `screen` is the outgoing row whose buttons are live.
CREATE TABLE conversations (
    person_id   INTEGER PRIMARY KEY REFERENCES people ON DELETE CASCADE,
    flow        TEXT NOT NULL,
    state       TEXT NOT NULL,
    screen      INTEGER,
    updated_at  TEXT NOT NULL
) STRICT;

-- The delivery road.
CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY,
    platform    TEXT NOT NULL,
    bot_id      INTEGER NOT NULL,
    update_id   INTEGER NOT NULL,
    user_id     INTEGER,
    chat_id     INTEGER,
    received_at TEXT NOT NULL,
    raw         TEXT NOT NULL,                -- emptied by the turn that ends the row: it holds phones
    state       TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,   -- deaths of the process while this row was unfinished
    problem     TEXT NOT NULL DEFAULT '',
    UNIQUE (bot_id, update_id)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'waiting';
CREATE INDEX inbox_by_age ON inbox (received_at);

CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY,
    token       TEXT NOT NULL UNIQUE,         -- what its buttons carry
    platform    TEXT NOT NULL,
    chat_id     INTEGER NOT NULL,
    person_id   INTEGER REFERENCES people ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('reply', 'notice', 'push', 'announcement')),
    operation   TEXT NOT NULL CHECK (operation IN ('send', 'edit', 'delete', 'file', 'leave')),
    target      INTEGER REFERENCES outbox,    -- the row whose message an edit changes
    text        TEXT NOT NULL,
    buttons     TEXT NOT NULL DEFAULT '',     -- inline keyboard, JSON
    menu        TEXT NOT NULL DEFAULT '',     -- reply keyboard, JSON
    file        TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL DEFAULT 'pending'
                CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'blocked', 'failed', 'replaced')),
    attempts    INTEGER NOT NULL DEFAULT 0,   -- sends of which nobody knows whether they arrived
    maybe_twice INTEGER NOT NULL DEFAULT 0,   -- sent again although the first may have arrived
    message_id  INTEGER,
    problem     TEXT NOT NULL DEFAULT '',
    inbox_id    INTEGER,                      -- the update that it answers
    announcement_id INTEGER REFERENCES announcements,
    created_at  TEXT NOT NULL,
    ended_at    TEXT
) STRICT;
CREATE INDEX outbox_open ON outbox (platform, id) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_by_announcement ON outbox (announcement_id, state) WHERE announcement_id IS NOT NULL;
CREATE INDEX outbox_by_age ON outbox (created_at);
-- Without it, forgetting a row looks through the whole table for edits of it.
CREATE INDEX outbox_by_target ON outbox (target) WHERE target IS NOT NULL;

-- Slow work that a turn or a tick wants; its result enters as a turn of its own.
CREATE TABLE errands (
    id          INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    payload     TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    problem     TEXT NOT NULL DEFAULT '',
    due_at      TEXT NOT NULL,
    created_at  TEXT NOT NULL
) STRICT;
CREATE INDEX errands_waiting ON errands (due_at) WHERE state = 'waiting';

-- What the clock has done, once each: the row and its outgoing rows are one commit.
CREATE TABLE ledger (
    kind        TEXT NOT NULL,
    period      TEXT NOT NULL,
    subject     TEXT NOT NULL DEFAULT '',
    outcome     TEXT NOT NULL CHECK (outcome IN ('done', 'skipped')),
    at          TEXT NOT NULL,
    PRIMARY KEY (kind, period, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE announcements (
    id          INTEGER PRIMARY KEY,
    author_id   INTEGER NOT NULL REFERENCES people,
    text        TEXT NOT NULL,
    recipients  INTEGER NOT NULL,
    confirmed_at TEXT NOT NULL,
    reported_at TEXT
) STRICT;

-- The audit trail: every row carries an HMAC over itself and the row before.
CREATE TABLE audit (
    id          INTEGER PRIMARY KEY,
    at          TEXT NOT NULL,
    actor       TEXT NOT NULL,                -- 'person:7', 'schedule', 'command'
    action      TEXT NOT NULL,
    subject     TEXT NOT NULL,
    detail      TEXT NOT NULL,
    mac         TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_stays_unchanged BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_stays_whole BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE settings (
    name        TEXT PRIMARY KEY,
    value       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
