create table job_lease (
  name text primary key,
  until timestamptz(3) not null,
  ran_at timestamptz(3)
);
comment on table job_lease is 'engine: which recurring job runs where, and until when';
grant select, insert, update on job_lease to baton_engine;
