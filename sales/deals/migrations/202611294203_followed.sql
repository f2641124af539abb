-- Programs can ask which deals changed since they asked last.
select follow_changes('deal', 'deal', 'id');
select follow_changes('deal_product', '', 'deal_id');
