-- meta's 'model' says which model looked at the photos: the hash of its file, in hexadecimal digits. An earlier library does
-- not say; the next model that looks at photos is taken for it.
ALTER TABLE photo ADD COLUMN again INTEGER NOT NULL DEFAULT 0;  -- 1: a model is to look at it anew; it has no embedding

-- A photo's burst is found without reading all photos.
CREATE INDEX photo_burst ON photo (burst) WHERE burst IS NOT NULL;
