-- Where the commitment of a draw was published besides the server itself, as staff have noted it.
ALTER TABLE draws ADD COLUMN told TEXT;
ALTER TABLE draws ADD COLUMN told_at INTEGER;
