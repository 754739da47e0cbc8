-- 回避: excluded_ids are all who see nothing of a case; respondent_ids those of them whom it is about. The others are
-- their superiors, where the pack says so.
alter table complaint add column respondent_ids uuid[] not null default '{}';
update complaint set respondent_ids = excluded_ids where excluded_ids <> '{}';
create index complaint_about_staff on complaint (org_id, store_id) where respondent_ids <> '{}';
create index complaint_registered_aside on complaint (org_id, registered_by) where excluded_ids <> '{}';

-- 听取陈述: the page on which a person meant reads the accusation and answers, without the case and the informant.
-- The facts seal the digests over salt and words.
create table hearing (
  org_id          uuid        not null,
  id              uuid        not null,
  complaint_id    uuid        not null,
  staff_id        uuid        not null,
  accusation      text        not null,
  accusation_salt bytea       not null,
  attachment_ids  uuid[]      not null default '{}',
  due_at          timestamptz not null,
  asked_by        uuid,
  asked_at        timestamptz not null,
  statement       text        not null default '',
  statement_salt  bytea,
  stated_at       timestamptz,
  -- taken back: the page is gone, what was said stays with the case
  ended_by        uuid,
  ended_at        timestamptz,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  check ((stated_at is null) = (statement = ''))
);
create index hearing_of_case on hearing (org_id, complaint_id, asked_at);
create index hearing_of_staff on hearing (org_id, staff_id, asked_at desc) where ended_at is null;

-- 处理建议: a proposal about a colleague. Nothing takes effect here: an approved one waits to be carried out elsewhere.
create table penalty (
  org_id         uuid        not null,
  id             uuid        not null,
  complaint_id   uuid        not null,
  staff_id       uuid        not null,
  -- 部门负责人
  head_id        uuid,
  -- a ground of the case's pack; null: a rule named in words
  rule_key       text,
  rule           text        not null,
  document       text        not null,
  event          text        not null,
  measure        text        not null,
  amount_fen     bigint,
  record_ids     uuid[]      not null default '{}',
  attachment_ids uuid[]      not null default '{}',
  statement_due_at timestamptz not null,
  state          text        not null,
  proposed_by    uuid,
  proposed_at    timestamptz not null,
  version        integer     not null default 1,
  sample         boolean     not null default false,
  primary key (org_id, id),
  foreign key (org_id, complaint_id) references complaint (org_id, id) on delete cascade,
  check (cardinality(record_ids) + cardinality(attachment_ids) > 0),
  check (amount_fen is null or amount_fen > 0)
);
create index penalty_newest on penalty (org_id, proposed_at desc, id desc);
create index penalty_of_case on penalty (org_id, complaint_id);
create index penalty_of_staff on penalty (org_id, staff_id);

-- Every step with its words; the fact seals the digest over salt and words.
create table penalty_step (
  org_id     uuid        not null,
  id         uuid        not null,
  penalty_id uuid        not null,
  act        text        not null,
  by_id      uuid,
  at         timestamptz not null,
  words      text        not null default '',
  salt       bytea       not null,
  -- of a telling: when the person was told
  told_at    timestamptz,
  primary key (org_id, id),
  foreign key (org_id, penalty_id) references penalty (org_id, id) on delete cascade
);
create index penalty_step_of on penalty_step (org_id, penalty_id, at);
