-- A policy while it is written: its texts, until they are published as an edition. Published and discarded ones stay.
create table pack_draft (
  org_id            uuid        not null,
  id                uuid        not null,
  -- null: for the whole organisation
  store_id          uuid,
  -- of its head, as it could last be read
  pack_key          text        not null,
  title             text        not null,
  -- file name → text
  files             jsonb       not null,
  -- a shipped pack that this add-on is laid over
  base              text,
  from_edition_id   uuid,
  from_pack         text,
  state             text        not null default 'drafting'
                    check (state in ('drafting', 'asked', 'approved', 'declined', 'published', 'discarded')),
  version           integer     not null default 1,
  -- everybody who wrote on it: they do not approve it alone
  authors           uuid[]      not null default '{}',
  made_by           uuid,
  made_at           timestamptz not null,
  changed_by        uuid,
  changed_at        timestamptz not null,
  asked_by          uuid,
  -- SHA-256 of the pack as it was approved: what is published is that
  approved_hash     text,
  -- of the publication; gone when it is withdrawn before it begins
  edition_id        uuid,
  begins_at         timestamptz,
  primary key (org_id, id),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade,
  foreign key (org_id, from_edition_id) references pack_edition (org_id, id),
  foreign key (org_id, edition_id) references pack_edition (org_id, id),
  check ((state = 'published') = (edition_id is not null)),
  check ((edition_id is null) = (begins_at is null))
);
create index pack_draft_newest on pack_draft (org_id, changed_at desc, id desc);

create table pack_draft_note (
  org_id   uuid        not null,
  id       uuid        not null,
  draft_id uuid        not null,
  kind     text        not null,
  by_id    uuid,
  at       timestamptz not null,
  words    text        not null default '',
  -- nobody else could have approved
  alone    boolean     not null default false,
  -- of the digest in the fact
  salt     bytea,
  primary key (org_id, id),
  foreign key (org_id, draft_id) references pack_draft (org_id, id) on delete cascade
);
create index pack_draft_note_of on pack_draft_note (org_id, draft_id, at, id);
