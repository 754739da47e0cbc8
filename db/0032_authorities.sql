-- 来函: what an authority, a consumers' body, a maker or a platform sent about a case. Its number is an outside number
-- of the case; what happens to it is a list of steps, and the columns here are a cache of reading them.
create table authority_letter (
  org_id            uuid        not null,
  id                uuid        not null,
  complaint_id      uuid        not null,
  outside_number_id uuid        not null,
  kind              text        not null check (kind in ('forwarded', 'supervised', 'mediation', 'report', 'petition', 'other')),
  -- 投诉 and 举报 of one letter are answered apart
  parts             text[]      not null check (parts <@ array['complaint', 'report'] and cardinality(parts) > 0),
  received_at       timestamptz not null,
  attachment_id     uuid,
  state             text        not null default 'open',
  due_at            timestamptz,
  -- until when they were asked to wait; null: nothing asked, or answered
  extension_until   timestamptz,
  -- when it was last answered, returned for good or ended; null: it keeps its case open
  settled_at        timestamptz,
  sample            boolean     not null default false,
  recorded_at       timestamptz not null,
  recorded_by       uuid,
  primary key (org_id, id),
  unique (org_id, outside_number_id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  foreign key (org_id, outside_number_id) references outside_number (org_id, id) on delete cascade
);
create index authority_letter_of on authority_letter (org_id, complaint_id);
create index authority_letter_open on authority_letter (org_id, due_at, id) where settled_at is null;

-- Words of a step lie with the words of its case, where they can be found and redacted.
create table authority_step (
  org_id        uuid        not null,
  id            uuid        not null,
  letter_id     uuid        not null,
  kind          text        not null,
  part          text        check (part in ('complaint', 'report')),
  -- when it happened; written down at recorded_at
  at            timestamptz not null,
  due_at        timestamptz,
  -- of an extension: asked after the due time had passed
  late          boolean     not null default false,
  reason        text,
  way           text,
  text_id       uuid,
  attachment_id uuid,
  paper_id      uuid,
  recorded_at   timestamptz not null,
  by_id         uuid,
  primary key (org_id, id),
  foreign key (org_id, letter_id) references authority_letter (org_id, id) on delete cascade
);
create index authority_step_of on authority_step (org_id, letter_id, id);
