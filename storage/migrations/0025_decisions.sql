-- What headquarters decided on obstacles that ask the same: what, who sees to it, and until which day.
CREATE TABLE decisions (
    id          INTEGER PRIMARY KEY,
    words       TEXT NOT NULL,
    executor    INTEGER NOT NULL REFERENCES people,
    due         TEXT NOT NULL,
    decided_by  INTEGER NOT NULL REFERENCES people,
    decided_at  TEXT NOT NULL
) STRICT;

-- The obstacles that a decision is on, each on one: it is executed once all of them have ended.
CREATE TABLE decided_obstacles (
    obstacle_id INTEGER PRIMARY KEY REFERENCES obstacles,
    decision_id INTEGER NOT NULL REFERENCES decisions
) STRICT;
CREATE INDEX decided_obstacles_by_decision ON decided_obstacles (decision_id);
