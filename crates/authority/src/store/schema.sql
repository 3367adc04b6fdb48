-- Times are seconds since 1970. No column holds personal data in the clear.
CREATE TABLE IF NOT EXISTS request_nonces (
    nonce BLOB PRIMARY KEY,
    kept_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS request_nonces_by_time ON request_nonces (kept_until);

CREATE TABLE IF NOT EXISTS challenges (
    id BLOB PRIMARY KEY,
    signed TEXT NOT NULL,          -- the compact signed challenge
    person BLOB NOT NULL,          -- sealed: name and number; empty once it is spent
    expires_at INTEGER NOT NULL,
    asked BLOB,                    -- keyed name of number, purpose and needs; none once a scan passed
    spent INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS challenges_by_time ON challenges (expires_at);

CREATE TABLE IF NOT EXISTS persons (
    person BLOB PRIMARY KEY,       -- keyed name of the number
    record BLOB NOT NULL,          -- sealed: number, name, validity, standing
    portrait BLOB,                 -- sealed: embedding, never a picture
    sample INTEGER NOT NULL,       -- 1 for whom the sandbox made
    portrait_model TEXT            -- SHA-256 of the model that made the embedding
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS cards (
    person BLOB PRIMARY KEY,       -- keyed name of the number
    card BLOB NOT NULL,            -- sealed: the elements that a clerk saw on the card
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS sandbox_ctid (
    person BLOB PRIMARY KEY,       -- keyed name of the number, as in persons
    portrait BLOB NOT NULL,        -- sealed: embedding, never a picture
    portrait_model TEXT            -- as in persons
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS captures (
    id BLOB PRIMARY KEY,           -- the verification, with whose transcript it is erased
    person BLOB NOT NULL,          -- keyed name of the number, another than in persons
    passed INTEGER NOT NULL,       -- 1 if the verification passed
    frames BLOB NOT NULL,          -- sealed: digests and coarse imprints, never a picture
    kept_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS captures_by_person ON captures (person, passed, kept_at);

CREATE TABLE IF NOT EXISTS transcripts (
    id BLOB PRIMARY KEY,           -- the verification
    transcript TEXT NOT NULL,      -- signed scalars, by which the decision can be run again
    decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
