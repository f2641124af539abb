alter table lead drop constraint lead_sort_check;
alter table lead add constraint lead_sort_check
  check (sort in ('lead', 'support', 'job', 'student', 'supplier', 'competitor', 'press', 'spam'));
