-- One claim of a turn at a host; the same decisions as src/net/slots.ts. Returns 0 for granted, else milliseconds to wait.
-- KEYS: facts of all hosts, facts of this host, its line (who, in order of asking), its times (who, when to return), and the
-- line and the times of those that go before it
-- ARGV: claimant, now or -1 for this server's clock, interval, lease, token of the turn, hold-off, shortest wait (all in ms),
-- 'last' or 'next'
local MAX_RECHECK, GRACE, EXPIRY, GAP = 250, 1000, 300000, 5000
local facts, host, line, times = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local first, firstTimes = KEYS[5], KEYS[6]
local claimant, token, place = ARGV[1], ARGV[5], ARGV[8]
local now, interval, lease = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local known = redis.call('HMGET', facts, 'touched', 'quietUntil', 'keepUntil')
local quiet, keep = tonumber(known[2] or 0), tonumber(known[3] or 0)
if not known[1] then
  -- Emptied, or never used: let those who hold turns say so first.
  quiet = now + tonumber(ARGV[6])
  redis.call('HSET', facts, 'quietUntil', quiet)
elseif now - known[1] > GAP then
  -- Nobody was heard for a while: holders may be alive and this server stood still.
  keep = now + lease
  redis.call('HSET', facts, 'keepUntil', keep)
end
redis.call('HSET', facts, 'touched', now)
-- A clock that was set back must not lock every host.
if quiet > now and quiet <= now + tonumber(ARGV[6]) then return quiet - now end

local state = redis.call('HMGET', host, 'holder', 'seen', 'lastStart', 'tail', 'asked', 'askedAt')
local holder, seen, lastStart = state[1], tonumber(state[2] or 0), tonumber(state[3] or -1)
local tail, asked = tonumber(state[4] or 0), tonumber(state[5] or 0)
if holder and math.abs(now - seen) > lease and keep <= now then holder = false end

if now < tonumber(state[6] or 0) - GRACE then
  -- The clock was set back: what was told by the old one may be years away by the new one.
  redis.call('DEL', line, times, first, firstTimes)
  tail = 0
  if lastStart > now then
    lastStart = now
    redis.call('HSET', host, 'lastStart', now)
  end
end
redis.call('HSET', host, 'askedAt', now)

local step = math.max(interval, tonumber(ARGV[7]))
local free = now
if lastStart >= 0 then free = math.min(lastStart, now) + interval end
local open = not holder and free <= now
local soon = now + math.min(step, MAX_RECHECK)

-- A place once given is kept, however it is asked for again.
local before = redis.call('ZSCORE', firstTimes, claimant) or (place == 'next' and not redis.call('ZSCORE', times, claimant))
local ownLine, ownTimes = line, times
if before then ownLine, ownTimes = first, firstTimes end

local function remember(at)
  if not before and tail < at then tail = at end
  local keepFor = math.max(0, tail - now) + interval + EXPIRY + lease
  redis.call('HSET', host, 'tail', tail, 'asked', asked)
  for _, key in ipairs({ host, line, times, first, firstTimes }) do redis.call('PEXPIRE', key, keepFor) end
end

local function grant()
  for _, key in ipairs({ line, times, first, firstTimes }) do redis.call('ZREM', key, claimant) end
  redis.call('HSET', host, 'holder', token, 'seen', now, 'lastStart', now)
  remember(0)
  return 0
end

local function promise(at)
  asked = asked + 1
  redis.call('ZADD', ownLine, 'NX', asked, claimant)
  redis.call('ZADD', ownTimes, at, claimant)
  remember(at)
  return at - now
end

for _, keys in ipairs({ { line, times }, { first, firstTimes } }) do
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', keys[2], '-inf', now - EXPIRY - 1, 'LIMIT', 0, 100)) do
    redis.call('ZREM', keys[1], gone)
    redis.call('ZREM', keys[2], gone)
  end
end

local function someoneExpected()
  local function due(key) return #redis.call('ZRANGEBYSCORE', key, now - GRACE, '(' .. (now + step), 'LIMIT', 0, 1) > 0 end
  return due(firstTimes) or (not before and due(times))
end

-- The first time behind all that have been promised one; 0 when there are none.
local function afterAll()
  if not before then return redis.call('ZCARD', line) > 0 and tail + step or 0 end
  local latest = redis.call('ZRANGEBYSCORE', firstTimes, now - GRACE, '+inf', 'WITHSCORES')
  return #latest > 0 and latest[#latest] + step or 0
end

local promised = tonumber(redis.call('ZSCORE', ownTimes, claimant) or -1)
if promised < 0 then
  if open and not someoneExpected() then return grant() end
  local from = now
  if open or holder then from = soon end
  return promise(math.max(from, free, afterAll()))
end
if promised > now then return promised - now end
local ahead = 0
if not before then ahead = redis.call('ZCOUNT', firstTimes, now - GRACE, '+inf') end
local rank = redis.call('ZRANK', ownLine, claimant)
if rank and rank > 0 then
  for _, other in ipairs(redis.call('ZRANGE', ownLine, 0, rank - 1)) do
    if tonumber(redis.call('ZSCORE', ownTimes, other) or 0) + GRACE >= now then ahead = ahead + 1 end
  end
end
if open and ahead == 0 then return grant() end
local earliest = now
if holder then earliest = soon end
return promise(math.max(earliest, free) + ahead * step)
