-- What a province and headquarters said to each other, newest first, whatever week it is about.
CREATE INDEX comments_by_province ON comments (province, at);

-- What a stand-in signed: its CEO is told of it.
CREATE INDEX revisions_signed_for ON revisions (signed_at) WHERE stand_in = 1;

-- What a province sent as evidence in a span of time.
CREATE INDEX evidence_by_province ON evidence (province, created_at);
