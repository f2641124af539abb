-- Mail servers name the address in what they say; the list of stops outlives the erasure of whoever had it.
update stop set cause = regexp_replace(cause, '<?[^\s<>@:;,()]+@[^\s<>@:;,()]+>?', 'this address', 'g');
comment on column stop.cause is 'what the mail server said, without the address';
