-- A merge used to write the winner over the loser, so that nobody could tell any more since when whose history was known.
comment on column identity.contact_id is 'contact: stays on merge (closed, and opened anew for the winner), deleted on erase';
