-- Workers say that they are alive; /readyz looks here. Not of an organisation: a process serves them all.
create table worker (
  id      uuid        not null primary key,
  seen_at timestamptz not null
);
