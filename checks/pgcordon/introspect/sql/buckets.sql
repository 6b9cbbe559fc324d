-- The rows of Supabase's storage.buckets.
select b.id as name, coalesce(b.public, false) as public
from storage.buckets b
order by b.id
