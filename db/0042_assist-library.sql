-- 用语库: what an organisation adds to the phrases, cards and rules that come with the desk, or switches off. Each change
-- is proposed by one person and answered by another; what stands in force is the latest approved one of its name.
create table language_change (
  org_id      uuid        not null,
  id          uuid        not null,
  kind        text        not null check (kind in ('phrase', 'objection', 'style', 'card', 'rule')),
  -- its key; of a card or rule with the family before it
  name        text        not null,
  -- off: what comes with the desk is left out; shipped: nothing of one's own, as it comes with the desk
  act         text        not null check (act in ('set', 'off', 'shipped')),
  body        jsonb,
  why         text        not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  decision    text        check (decision in ('approved', 'returned', 'withdrawn')),
  answer      text        not null default '',
  decided_by  uuid,
  decided_at  timestamptz,
  -- what stood in force before it, once it is approved; null: what comes with the desk
  former_id   uuid,
  -- it takes this one back
  undoes_id   uuid,
  -- approved, and another one of its name since
  replaced_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id) references organisation (org_id) on delete cascade,
  foreign key (org_id, former_id) references language_change (org_id, id),
  foreign key (org_id, undoes_id) references language_change (org_id, id),
  check ((act = 'set') = (body is not null)),
  check ((decision is null) = (decided_at is null))
);
create unique index language_change_in_force on language_change (org_id, kind, name)
  where decision = 'approved' and replaced_at is null;
create index language_change_newest on language_change (org_id, proposed_at, id);
