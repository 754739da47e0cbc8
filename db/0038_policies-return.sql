-- A store may go back to what the organisation goes by: from then on it names no edition of its own.
alter table pack_in_force alter column edition_id drop not null;
alter table pack_in_force add check (edition_id is not null or store_id is not null);
