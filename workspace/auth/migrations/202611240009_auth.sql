-- Sign-in: the tables of the identity library, in its own names. Ids and times come from the app, not from defaults.
create table auth."user" (
  "id" uuid not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz(3) not null,
  "updatedAt" timestamptz(3) not null,
  "twoFactorEnabled" boolean
);
comment on table auth."user" is 'auth: a person who can sign in, whatever firms they work for';

create table auth."session" (
  "id" uuid not null primary key,
  "expiresAt" timestamptz(3) not null,
  "token" text not null unique,
  "createdAt" timestamptz(3) not null,
  "updatedAt" timestamptz(3) not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth."user" ("id") on delete cascade
);
create index "session_userId_idx" on auth."session" ("userId");
comment on table auth."session" is 'auth: a browser that is signed in';

create table auth."account" (
  "id" uuid not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz(3),
  "refreshTokenExpiresAt" timestamptz(3),
  "scope" text,
  "password" text,
  "createdAt" timestamptz(3) not null,
  "updatedAt" timestamptz(3) not null
);
create index "account_userId_idx" on auth."account" ("userId");
comment on table auth."account" is 'auth: how a person signs in; the password only as a hash';

create table auth."verification" (
  "id" uuid not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz(3) not null,
  "createdAt" timestamptz(3) not null,
  "updatedAt" timestamptz(3) not null
);
create index "verification_identifier_idx" on auth."verification" ("identifier");
comment on table auth."verification" is 'auth: single-use tokens of resets and second factors';

create table auth."twoFactor" (
  "id" uuid not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" uuid not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz(3)
);
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");
comment on table auth."twoFactor" is 'auth: second factors, encrypted with the installation''s secret';

create table auth."rateLimit" (
  "id" uuid not null primary key,
  "key" text not null unique,
  "count" integer not null,
  "lastRequest" bigint not null
);
comment on table auth."rateLimit" is 'auth: how often an address tried, over all processes';

grant select, insert, update, delete on all tables in schema auth to baton_auth;
