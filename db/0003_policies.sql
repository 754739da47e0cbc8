-- Published editions of policy packs: flattened, hashed, never changed. A case pins the edition it was opened under.
create table pack_edition (
  org_id         uuid        not null,
  id             uuid        not null,
  pack_key       text        not null,
  edition        integer     not null,
  schema_version smallint    not null,
  -- SHA-256 over the canonical text of content, hexadecimal
  hash           text        not null,
  content        jsonb       not null,
  -- what was found when it was published: hints, and the figures to confirm
  findings       jsonb       not null default '[]',
  published_by   uuid,
  published_at   timestamptz not null,
  note           text        not null default '',
  primary key (org_id, id),
  unique (org_id, pack_key, edition)
);

-- Which edition counts from when on, for the organisation (store_id null) or for one store, whose own choice comes first.
create table pack_in_force (
  org_id     uuid        not null,
  id         uuid        not null,
  store_id   uuid,
  edition_id uuid        not null,
  valid_from timestamptz not null,
  decided_by uuid,
  primary key (org_id, id),
  unique nulls not distinct (org_id, store_id, valid_from),
  foreign key (org_id, edition_id) references pack_edition (org_id, id)
);
