-- What the customer asks for, in money, item by item; empty: nobody named an amount.
alter table demand add column claimed_fen bigint check (claimed_fen >= 0);
