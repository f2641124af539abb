-- Asked without a new pair it tells the key that there is, so that none is made for every device list.
create or replace function push_public_key(new_public text, new_private text, at timestamptz) returns text
language plpgsql security definer set search_path = public as $$
begin
  if new_public is not null then
    insert into push_key (id, public_key, private_key, created_at) values (1, new_public, new_private, at) on conflict do nothing;
  end if;
  return (select public_key from push_key);
end $$;
