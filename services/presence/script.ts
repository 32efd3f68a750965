// Presence in Redis: a sorted set of members by end of lease for each room, and one of `<room> <member>` over all rooms, from
// which expiry and reading go. By Redis's clock; enter and leave are decided inside the scripts, so several projectors say each
// once. No field TTLs, no keyspace notifications.

/** KEYS {presence}:<room>, {presence} · ARGV channel, room, member or '', ttl ms, members of this connection that end … */
export const TOUCH = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local room, member, ttl, out = ARGV[2], ARGV[3], tonumber(ARGV[4]), {}
for i = 5, #ARGV do
  if redis.call('ZREM', KEYS[1], ARGV[i]) == 1 then redis.call('ZREM', KEYS[2], room .. ' ' .. ARGV[i]); out[#out + 1] = ARGV[i] end
end
local entered = false
if member ~= '' then
  entered = redis.call('ZADD', KEYS[1], now + ttl, member) == 1
  redis.call('ZADD', KEYS[2], now + ttl, room .. ' ' .. member)
  redis.call('PEXPIRE', KEYS[1], 60000)
end
if entered or #out > 0 then
  redis.call('PUBLISH', ARGV[1], cjson.encode({ room = room, enter = entered and { member } or nil, leave = #out > 0 and out or nil }))
end
`

/** KEYS {presence} · ARGV channel, at most · The rooms' keys carry the same hash tag, so they lie on the same node. */
export const EXPIRE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
for _, entry in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. now, 'LIMIT', 0, tonumber(ARGV[2]))) do
  redis.call('ZREM', KEYS[1], entry)
  local room, member = string.match(entry, '^(.*) ([^ ]*)$')
  redis.call('ZREM', KEYS[1] .. ':' .. room, member)
  redis.call('PUBLISH', ARGV[1], cjson.encode({ room = room, leave = { member } }))
end
`

/** KEYS {presence} · gives what lives now. */
export const MEMBERS = `
local t = redis.call('TIME')
return redis.call('ZRANGEBYSCORE', KEYS[1], t[1] * 1000 + math.floor(t[2] / 1000), '+inf')
`
