-- CarFind as its document gives it, defects included: the schema on which pgcordon must find fault.

create extension if not exists "uuid-ossp";
