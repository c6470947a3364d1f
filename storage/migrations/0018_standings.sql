-- What was handed back and is not answered is asked whenever anybody looks at a figure: found without a walk over all
-- that was ever handed back.
CREATE INDEX returns_by_answer ON returns (answered_at);
