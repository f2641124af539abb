alter table import drop constraint import_record_check;
alter table import add constraint import_record_check
  check (record in ('contacts', 'companies', 'products', 'members', 'deals', 'activities', 'files'));
