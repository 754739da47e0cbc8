-- 交接班: a list as it was handed over, never changed again but for its acknowledgement.
create table shift_hand_over (
  org_id          uuid        not null,
  id              uuid        not null,
  store_id        uuid        not null,
  giver_id        uuid        not null,
  given_at        timestamptz not null,
  -- the list holds what falls due before this instant
  until_at        timestamptz not null,
  whose           text        not null check (whose in ('mine', 'store')),
  taker_ids       uuid[]      not null,
  -- in general; words on single cases are notes on those cases
  words           text        not null default '',
  -- ids, enums and times (list.ts); names and words are read from the cases, where they can be redacted
  list            jsonb       not null,
  -- over words and list; the fact seals the digest
  salt            bytea       not null,
  acknowledged_by uuid,
  acknowledged_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade
);
create index shift_hand_over_by_store on shift_hand_over (org_id, store_id, given_at desc, id desc);
create index shift_hand_over_newest on shift_hand_over (org_id, given_at desc, id desc);
