-- A code of an authenticator app is good for a minute and a half; it opens the door once.
create table auth."usedCode" (
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "codeHash" text not null,
  "usedAt" timestamptz(3) not null,
  primary key ("userId", "codeHash")
);
comment on table auth."usedCode" is 'auth: codes of authenticator apps that were used minutes ago, so that none works twice';
grant select, insert, update, delete on auth."usedCode" to baton_auth;
