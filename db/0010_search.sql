-- Words by which a subject of a higher room is found: folded (NFKC, capitals), with keys of overlapping character
-- pairs. Sources and what was shown of them stay in the room that owns them. No foreign key: search knows no subjects.
create table search_entry (
  org_id     uuid not null,
  subject_id uuid not null,
  -- the subject's own id for its main entry
  id         uuid not null,
  -- who may find it, as the owning room says
  class      text not null default 'case',
  words      text not null default '',
  -- names and their initials, one a line
  names      text not null default '',
  -- one a line, a line break before and after each
  numbers    text not null default '',
  -- 12 bits of the subject's time, 20 bits of a hashed pair (src/search/grams.ts): common words are read from the
  -- newest time backwards, and new entries touch few pages of the index
  keys       integer[] not null,
  primary key (org_id, subject_id, id)
);
-- a short list of what waits to be sorted in: each search reads all of it
create index search_entry_keys on search_entry using gin (keys) with (fastupdate = on, gin_pending_list_limit = 256);

-- How lists of names are sorted: 按拼音.
create collation if not exists pinyin (provider = icu, locale = 'zh-u-co-pinyin');
