-- message: extension hypopg is created in public, where the API shows what it brings
create extension unaccent; -- warning: extension-in-public
create extension if not exists "moddatetime"; -- warning: extension-in-public
create extension vector with schema public; -- warning: extension-in-public
create extension http with schema extensions; -- warning: extension-in-public
alter extension http set schema public;

-- In a schema of its own, or where the extension itself wants to be.
create extension pg_trgm with schema extensions;
create schema search;
create extension index_advisor schema search;
create extension pg_cron;
create extension if not exists pg_net;
create extension if not exists plpgsql;

-- There already: the platform put it elsewhere.
create extension if not exists pgcrypto;

-- Fixed.
create extension pgjwt;
alter extension pgjwt set schema extensions;
