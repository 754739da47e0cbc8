-- Numbers of goods are asked for by their last four as well.
create index customer_item_by_end on customer_item (org_id, right(number, 4));
