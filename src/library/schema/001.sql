-- A photo library. The command line and the page make it with the files in this folder, one a version, in order.
-- PRAGMA user_version is the number of the last file that was run; application_id is "Loup".
PRAGMA application_id = 1282372976;

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Folders that are indexed.
CREATE TABLE root (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE photo (
  id INTEGER PRIMARY KEY,
  root INTEGER NOT NULL,
  path TEXT NOT NULL,         -- below the root, with / between folders
  bytes INTEGER NOT NULL,
  modified INTEGER NOT NULL,  -- the file's, in milliseconds since 1970
  hash BLOB,                  -- of the file's content: src/library/content_hash.h
  width INTEGER,              -- upright, in pixels
  height INTEGER,
  orientation INTEGER,        -- EXIF's, 1 to 8
  taken INTEGER,              -- seconds since 1970 of the camera's clock
  camera TEXT,
  text TEXT,                  -- EXIF's description, title, comment, keywords, artist
  labels TEXT,                -- JSON: [[concept, permille], ...], the tags that are shown, the surest first
  burst INTEGER,              -- the same number: copies and shots of one burst
  error TEXT,                 -- why it could not be read; then nothing else is known of it
  UNIQUE (root, path)
) STRICT;
CREATE INDEX photo_hash ON photo (hash);

-- int8 values; times `scale` they are a vector of length 1.
CREATE TABLE embedding (photo INTEGER PRIMARY KEY, scale REAL NOT NULL, vector BLOB NOT NULL) STRICT;
CREATE TABLE thumbnail (photo INTEGER PRIMARY KEY, jpeg BLOB NOT NULL) STRICT;

-- models/imagenet-vocabulary.tsv's: id 2084071 is WordNet's n02084071.
CREATE TABLE concept (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
-- How probable it is that a photo is of a concept: the sum of the classes below it, from 20 on.
CREATE TABLE photo_concept (
  concept INTEGER NOT NULL, photo INTEGER NOT NULL, permille INTEGER NOT NULL,
  PRIMARY KEY (concept, photo)
) STRICT, WITHOUT ROWID;

-- Words of files' and folders' names and of EXIF text, folded and singular: src/library/text.h.
CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE photo_word (
  word INTEGER NOT NULL, photo INTEGER NOT NULL, PRIMARY KEY (word, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_word_photo ON photo_word (photo);

-- People's tags. What they said is kept by the photo's content, so that it outlives moves and a new index.
CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  taught INTEGER NOT NULL DEFAULT 0  -- 1: its photos are examples, from which others are found
) STRICT;
CREATE TABLE judgement (
  hash BLOB NOT NULL, tag INTEGER NOT NULL, verdict INTEGER NOT NULL,  -- 1: it is; 0: it is not
  PRIMARY KEY (hash, tag)
) STRICT, WITHOUT ROWID;
CREATE TABLE removed_concept (
  hash BLOB NOT NULL, concept INTEGER NOT NULL, PRIMARY KEY (hash, concept)
) STRICT, WITHOUT ROWID;
-- What follows from the judgements: which photos have the tag, and how surely.
CREATE TABLE photo_tag (
  tag INTEGER NOT NULL, photo INTEGER NOT NULL, permille INTEGER NOT NULL, PRIMARY KEY (tag, photo)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_tag_photo ON photo_tag (photo);

CREATE TRIGGER photo_gone AFTER DELETE ON photo BEGIN
  DELETE FROM embedding WHERE photo = old.id;
  DELETE FROM thumbnail WHERE photo = old.id;
  DELETE FROM photo_concept WHERE photo = old.id AND concept IN (SELECT id FROM concept);
  DELETE FROM photo_word WHERE photo = old.id;
  DELETE FROM photo_tag WHERE photo = old.id;
END;
