-- A letter and its accents are taken apart, and the accents dropped; letters that do not come apart are replaced.
create function unaccent(text) returns text
language sql stable strict parallel safe
as $$
  select normalize(
    regexp_replace(normalize(translate($1, 'øØłŁđĐıß', 'oOlLdDis'), nfd), '[\u0300-\u036f]', '', 'g'), nfc)
$$;

create function unaccent(regdictionary, text) returns text
language sql stable strict parallel safe
as $$ select @extschema@.unaccent($2) $$;
