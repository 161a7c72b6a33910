-- Renews the lease of a turn. KEYS: facts of all hosts, facts of the host. ARGV: token, now or -1 for this server's clock
local now = tonumber(ARGV[2])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local holder = redis.call('HGET', KEYS[2], 'holder')
-- The turn was not released, but is not known here: this server was emptied meanwhile.
if not holder then redis.call('HSET', KEYS[2], 'holder', ARGV[1], 'lastStart', now) end
if not holder or holder == ARGV[1] then
  redis.call('HSET', KEYS[2], 'seen', now)
  redis.call('PEXPIRE', KEYS[2], 600000)
end
return 0
