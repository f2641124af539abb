-- Visits and letters are too many to keep each one that a month counted.
delete from month_rows where key like 'period visit.%' or key like 'period letter.%';
