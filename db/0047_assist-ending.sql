-- 让对方先挂断: which side ended a conversation first; null: nobody has told. A line that dropped is nobody's doing.
alter table conversation add column ended_by text check (ended_by in ('customer', 'agent', 'dropped'));
