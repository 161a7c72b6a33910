-- Releases a turn, if this token still holds it. KEYS: facts of all hosts, facts of the host. ARGV: token, now (unused)
if redis.call('HGET', KEYS[2], 'holder') == ARGV[1] then redis.call('HDEL', KEYS[2], 'holder') end
return 0
