#!lua flags=no-writes
-- One page of the API keys by time of creation, or a stretch of their count.
-- KEYS: 1 api-keys;  api-key:{id}
-- ARGV: 1-3 page (page.lua)
-- Limits: those of page.lua.
--- @include "clock"
--- @include "page"

local all = whole(plain, {KEYS[1]})
all.index_only = true
return page({all}, function() return true end, function(id) return id end, hash_of(function(id) return 'api-key:{' .. id .. '}' end))
