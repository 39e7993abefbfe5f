#!lua flags=no-writes
-- Ids of products in any status, in the order of creation.
-- KEYS: none;  products:{status}:createdAt (catalogue.lua)
-- ARGV: 1 the id to go on after, or ''  2 how many at most
-- Limits: 1 000 ids.
--- @include "clock"
--- @include "catalogue"
--- @include "page"

local ids = {}
local after = ARGV[1] ~= '' and packed_id(ARGV[1]) or ''
for i, member in ipairs(members(whole(packed, indexes(ALL, 'createdAt')), false, after, tonumber(ARGV[2]))) do ids[i] = unpacked_id(member) end
return ids
