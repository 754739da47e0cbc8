create table organisation (
  org_id     uuid        not null primary key,
  name       text        not null,
  -- "today" of posts and deputies is a day of this zone
  time_zone  text        not null default 'Asia/Shanghai',
  sample     boolean     not null default false,
  created_at timestamptz not null
);

create table store (
  org_id     uuid        not null references organisation (org_id),
  id         uuid        not null,
  name       text        not null,
  sample     boolean     not null default false,
  created_at timestamptz not null,
  primary key (org_id, id),
  constraint store_name_once unique (org_id, name)
);

create table department (
  org_id     uuid        not null references organisation (org_id),
  id         uuid        not null,
  -- null: a department of the whole organisation
  store_id   uuid,
  -- the pack's key for it, when the pack knows such a department
  key        text,
  name       text        not null,
  sample     boolean     not null default false,
  created_at timestamptz not null,
  primary key (org_id, id),
  constraint department_name_once unique nulls not distinct (org_id, store_id, name),
  foreign key (org_id, store_id) references store (org_id, id)
);

create table staff (
  org_id                uuid        not null references organisation (org_id),
  id                    uuid        not null,
  name                  text        not null,
  -- unique over the installation through auth_user.email
  email                 text        not null,
  state                 text        not null default 'active' check (state in ('active', 'suspended', 'left')),
  state_at              timestamptz not null,
  state_by              uuid,
  -- null: the language of the browser
  language              text        check (language in ('zh', 'en')),
  -- set while the password is one that somebody else has seen
  temporary_password_at timestamptz,
  sample                boolean     not null default false,
  created_at            timestamptz not null,
  created_by            uuid,
  primary key (org_id, id),
  constraint staff_email_lower check (email = lower(email)),
  constraint staff_email_once unique (org_id, email)
);

-- Who holds which post where and when. Never deleted: ending sets the last day.
create table post_holding (
  org_id        uuid        not null,
  id            uuid        not null,
  staff_id      uuid        not null,
  post          text        not null,
  -- null: in all stores
  store_id      uuid,
  department_id uuid,
  from_day      date        not null,
  -- the last day, included; null: until ended
  to_day        date,
  -- held as a deputy of this person
  acting_for    uuid,
  granted_by    uuid,
  granted_at    timestamptz not null,
  ended_by      uuid,
  -- an ended post counts no more from this moment, whatever its last day
  ended_at      timestamptz,
  primary key (org_id, id),
  check (to_day is null or to_day >= from_day),
  check (acting_for is distinct from staff_id),
  foreign key (org_id, staff_id) references staff (org_id, id),
  foreign key (org_id, acting_for) references staff (org_id, id),
  foreign key (org_id, store_id) references store (org_id, id),
  foreign key (org_id, department_id) references department (org_id, id)
);
create index post_holding_by_staff on post_holding (org_id, staff_id) where ended_at is null;
create index post_holding_by_post on post_holding (org_id, post, store_id) where ended_at is null;

-- Local exceptions follow: found by a secret or an e-mail address before the organisation is known,
-- joined to the organisation's tables by value only.

create table api_token (
  org_id       uuid        not null,
  id           uuid        not null,
  staff_id     uuid        not null,
  name         text        not null,
  -- sha-256 of the token; the token itself is shown once and kept nowhere
  hash         bytea       not null,
  prefix       text        not null,
  -- permissions; null: everything the person may
  scope        text[],
  created_at   timestamptz not null,
  created_by   uuid,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revoked_by   uuid,
  primary key (org_id, id),
  constraint api_token_hash unique (hash)
);
create index api_token_by_staff on api_token (org_id, staff_id);

-- For throttling and lockout; swept after a day.
create table sign_in_attempt (
  id      bigint      generated always as identity primary key,
  -- sha-256 of the address typed: people type passwords into the wrong field
  who     bytea       not null,
  address text        not null,
  at      timestamptz not null default clock_timestamp(),
  outcome text        not null default 'failed' check (outcome in ('failed', 'succeeded', 'code-asked', 'unlocked'))
);
create index sign_in_attempt_by_who on sign_in_attempt (who, at);
create index sign_in_attempt_by_address on sign_in_attempt (address, at);
create index sign_in_attempt_by_age on sign_in_attempt (at);

-- The sign-in library's tables (better-auth 1.7). auth_user.id is the staff id; org_id is ours.
create table auth_user (
  id                 uuid        not null primary key,
  org_id             uuid        not null,
  name               text        not null,
  email              text        not null,
  email_verified     boolean     not null,
  image              text,
  two_factor_enabled boolean,
  created_at         timestamptz not null default current_timestamp,
  updated_at         timestamptz not null default current_timestamp,
  constraint auth_user_email_lower check (email = lower(email)),
  constraint auth_user_email unique (email)
);

create table auth_session (
  id         uuid        not null default gen_random_uuid() primary key,
  user_id    uuid        not null references auth_user (id) on delete cascade,
  token      text        not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index auth_session_by_user on auth_session (user_id);
create index auth_session_by_expiry on auth_session (expires_at);

create table auth_account (
  id                       uuid        not null default gen_random_uuid() primary key,
  user_id                  uuid        not null references auth_user (id) on delete cascade,
  account_id               text        not null,
  provider_id              text        not null,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default current_timestamp,
  updated_at               timestamptz not null
);
create index auth_account_by_user on auth_account (user_id);

create table auth_verification (
  id         uuid        not null default gen_random_uuid() primary key,
  identifier text        not null,
  value      text        not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index auth_verification_by_identifier on auth_verification (identifier);

create table auth_two_factor (
  id                        uuid        not null default gen_random_uuid() primary key,
  user_id                   uuid        not null references auth_user (id) on delete cascade,
  secret                    text        not null,
  backup_codes              text        not null,
  verified                  boolean,
  failed_verification_count integer,
  locked_until              timestamptz
);
create index auth_two_factor_by_user on auth_two_factor (user_id);
