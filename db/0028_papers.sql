-- 函件与用印: letters of a case as records, and the seal register of each store.

-- What stands at the head of a store's paper.
create table letterhead (
  org_id     uuid        not null,
  store_id   uuid        not null,
  name       text        not null default '',
  address    text        not null default '',
  phone      text        not null default '',
  logo       bytea,
  logo_type  text,
  changed_by uuid,
  changed_at timestamptz not null,
  primary key (org_id, store_id),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade,
  check ((logo is null) = (logo_type is null))
);

-- Counted without gaps: the row is locked until the letter that takes the number is committed. It is paper, it can wait.
create table paper_serial (
  org_id   uuid    not null,
  store_id uuid    not null,
  year     integer not null,
  -- 'seal', or the form whose letters are numbered
  series   text    not null,
  last     integer not null,
  primary key (org_id, store_id, year, series),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade
);

create table letter (
  org_id          uuid        not null,
  id              uuid        not null,
  complaint_id    uuid        not null,
  store_id        uuid        not null,
  -- of the pack; title and signatures are kept as they were
  form            text        not null,
  title           text        not null,
  approval        text        not null check (approval in ('letter', 'settlement')),
  -- it is the answer itself, not only word of it
  answers         boolean     not null default false,
  signers         jsonb       not null default '[]',
  number_rule     text        not null default '',
  -- 文号: given with the last approval
  number          text,
  recipient       text        not null default '',
  toward          text        not null,
  copies          integer     not null default 1,
  text_version    integer     not null default 1,
  drafted_by      uuid,
  drafted_at      timestamptz not null,
  submitted_by    uuid,
  submitted_at    timestamptz,
  approved_at     timestamptz,
  sealed_at       timestamptz,
  -- the stamped copy, an attachment of the case
  scan_id         uuid,
  sent_by         uuid,
  sent_at         timestamptz,
  sent_means      text,
  tracking        text        not null default '',
  withdrawn_by    uuid,
  withdrawn_at    timestamptz,
  withdrawn_why   text        not null default '',
  version         integer     not null default 1,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade,
  foreign key (org_id, scan_id) references attachment (org_id, id) on delete set null (scan_id),
  check (sealed_at is null or approved_at is not null),
  check (sent_at is null or sealed_at is not null),
  check (withdrawn_at is null or sealed_at is null)
);
create index letter_by_complaint on letter (org_id, complaint_id, drafted_at);
create index letter_newest on letter (org_id, drafted_at desc, id desc);

-- Every version stays. The fact of drafting or changing seals the digest over salt and body.
create table letter_text (
  org_id     uuid        not null,
  letter_id  uuid        not null,
  version    integer     not null,
  body       text        not null,
  salt       bytea       not null,
  written_by uuid,
  written_at timestamptz not null,
  primary key (org_id, letter_id, version),
  foreign key (org_id, letter_id) references letter (org_id, id) on delete cascade
);

create table letter_answer (
  org_id       uuid        not null,
  id           uuid        not null,
  letter_id    uuid        not null,
  -- which approval of the pack; empty when the pack names none
  entry        text        not null,
  post         text        not null,
  approved     boolean     not null,
  note         text        not null default '',
  -- by whoever drafted it, since nobody else could
  alone        boolean     not null default false,
  text_version integer     not null,
  by_id        uuid,
  answered_at  timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, letter_id) references letter (org_id, id) on delete cascade
);
create index letter_answer_of on letter_answer (org_id, letter_id, answered_at);

-- 用印登记: stays when the letter goes with its case, so that the numbers have no gap.
create table paper_seal (
  org_id    uuid        not null,
  id        uuid        not null,
  store_id  uuid        not null,
  year      integer     not null,
  serial    integer     not null,
  letter_id uuid,
  copies    integer     not null check (copies between 1 and 100),
  note      text        not null default '',
  by_id     uuid,
  sealed_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, store_id, year, serial),
  foreign key (org_id, store_id) references store (org_id, id) on delete cascade,
  foreign key (org_id, letter_id) references letter (org_id, id) on delete set null (letter_id)
);
create index paper_seal_newest on paper_seal (org_id, sealed_at desc, id desc);
