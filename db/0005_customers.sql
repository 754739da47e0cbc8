create table customer (
  org_id     uuid        not null,
  id         uuid        not null,
  name       text        not null default '',
  -- 先生, 女士, or as the person wishes to be called
  address_as text        not null default '',
  phone      text        not null default '',
  address    text        not null default '',
  id_number  text        not null default '',
  created_at timestamptz not null,
  created_by uuid,
  sample     boolean     not null default false,
  primary key (org_id, id)
);
create index customer_by_phone on customer (org_id, phone) where phone <> '';
create index customer_by_phone_end on customer (org_id, right(phone, 4)) where phone <> '';
create index customer_by_name on customer (org_id, name text_pattern_ops) where name <> '';

-- What the customer owns or ordered: found again by its number.
create table customer_item (
  org_id      uuid        not null,
  id          uuid        not null,
  customer_id uuid        not null,
  -- vehicle, order, waybill, device
  kind        text        not null,
  number      text        not null,
  title       text        not null default '',
  created_at  timestamptz not null,
  sample      boolean     not null default false,
  primary key (org_id, id),
  unique (org_id, kind, number, customer_id),
  foreign key (org_id, customer_id) references customer (org_id, id)
);
create index customer_item_by_number on customer_item (org_id, number text_pattern_ops);
create index customer_item_by_customer on customer_item (org_id, customer_id);
