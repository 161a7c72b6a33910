-- One claim of a turn at a host; the same decisions as src/net/slots.ts. Returns 0 for granted, else milliseconds to wait.
-- KEYS: facts of all hosts, facts of this host, then twice, for its line and for those that go before it: who is expected (in
-- order of asking), everybody's promised time, and who is late for it (in order of asking). Those who are expected, and so
-- counted, are kept apart from those who are late, so that a claim costs the same however long the line is.
-- ARGV: claimant, now or -1 for this server's clock, interval, lease, token of the turn, hold-off, shortest wait (all in ms),
-- 'last' or 'next'
local MAX_RECHECK, MAX_GRACE, EXPIRY, GAP = 250, 1000, 300000, 5000
local facts, host = KEYS[1], KEYS[2]
local line, times, late = KEYS[3], KEYS[4], KEYS[5]
local first, firstTimes, firstLate = KEYS[6], KEYS[7], KEYS[8]
local lines = { { line, times, late }, { first, firstTimes, firstLate } }
-- Claimants that have become late are moved this many at a time.
local MOST = 1000
local claimant, token, place = ARGV[1], ARGV[5], ARGV[8]
local now, interval, lease = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end

local known = redis.call('HMGET', facts, 'touched', 'quietUntil', 'keepUntil')
local quiet, keep = tonumber(known[2] or 0), tonumber(known[3] or 0)
if not known[1] then
  -- Emptied, or never used: let those who hold turns renew them first.
  quiet = now + tonumber(ARGV[6])
  redis.call('HSET', facts, 'quietUntil', quiet)
elseif now - known[1] > GAP then
  -- No claim for a while: holders may be alive, and this server have stood still.
  keep = now + lease
  redis.call('HSET', facts, 'keepUntil', keep)
end
redis.call('HSET', facts, 'touched', now)
-- A clock that was set back must not lock every host.
if quiet > now and quiet <= now + tonumber(ARGV[6]) then return quiet - now end

local state = redis.call('HMGET', host, 'holder', 'seen', 'lastStart', 'tail', 'asked', 'askedAt', 'lateBefore')
local holder, seen, lastStart = state[1], tonumber(state[2] or 0), tonumber(state[3] or -1)
local tail, asked = tonumber(state[4] or 0), tonumber(state[5] or 0)
if holder and math.abs(now - seen) > lease and keep <= now then holder = false end

if now < tonumber(state[6] or 0) - MAX_GRACE then
  -- The clock was set back: times promised by the old clock may be years away by the new one.
  redis.call('DEL', line, times, late, first, firstTimes, firstLate)
  tail = 0
  state[7] = false
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
local grace = math.min(step, MAX_GRACE)

-- A claimant keeps the place that it has, whatever place it asks for now.
local before = redis.call('ZSCORE', firstTimes, claimant) or (place == 'next' and not redis.call('ZSCORE', times, claimant))
local ownLine, ownTimes, ownLate = line, times, late
if before then ownLine, ownTimes, ownLate = first, firstTimes, firstLate end

local function remember(at)
  if not before and tail < at then tail = at end
  local keepFor = math.max(0, tail - now) + interval + EXPIRY + lease
  redis.call('HSET', host, 'tail', tail, 'asked', asked)
  for at = 2, #KEYS do redis.call('PEXPIRE', KEYS[at], keepFor) end
end

local function grant()
  for at = 3, #KEYS do redis.call('ZREM', KEYS[at], claimant) end
  redis.call('HSET', host, 'holder', token, 'seen', now, 'lastStart', now)
  remember(0)
  return 0
end

local function promise(at)
  asked = asked + 1
  redis.call('ZADD', ownLine, 'NX', redis.call('ZSCORE', ownLate, claimant) or asked, claimant)
  redis.call('ZREM', ownLate, claimant)
  redis.call('ZADD', ownTimes, at, claimant)
  remember(at)
  return at - now
end

local function move(from, to, claimants)
  for _, each in ipairs(claimants) do
    local number = redis.call('ZSCORE', from, each)
    if number then
      redis.call('ZREM', from, each)
      redis.call('ZADD', to, number, each)
    end
  end
end

local lateBefore = tonumber(state[7] or 0)
local nowLate = now - grace
for _, keys in ipairs(lines) do
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', keys[2], '-inf', now - EXPIRY - 1, 'LIMIT', 0, 100)) do
    for _, key in ipairs(keys) do redis.call('ZREM', key, gone) end
  end
  local became = redis.call('ZRANGEBYSCORE', keys[2], lateBefore, '(' .. now - grace, 'WITHSCORES', 'LIMIT', 0, MOST)
  local claimants = {}
  for at = 1, #became, 2 do table.insert(claimants, became[at]) end
  move(keys[1], keys[3], claimants)
  -- If there are more, the next claim goes on from here.
  if #claimants == MOST then nowLate = math.min(nowLate, tonumber(became[#became])) end
  -- The clock went back by a little, so that the lines are kept: those who are not late by it are expected again.
  move(keys[3], keys[1], redis.call('ZRANGEBYSCORE', keys[2], now - grace, '(' .. lateBefore, 'LIMIT', 0, MOST))
end
redis.call('HSET', host, 'lateBefore', nowLate)

local function someoneExpected()
  local function due(key) return #redis.call('ZRANGEBYSCORE', key, now - grace, '(' .. (now + step), 'LIMIT', 0, 1) > 0 end
  return due(firstTimes) or (not before and due(times))
end

-- The earliest time after all that were promised; 0 when none were.
local function afterAll()
  if not before then return redis.call('ZCARD', times) > 0 and tail + step or 0 end
  local latest = redis.call('ZREVRANGE', firstTimes, 0, 0, 'WITHSCORES')[2]
  return latest and latest + grace >= now and latest + step or 0
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
if not before then ahead = redis.call('ZCOUNT', firstTimes, now - grace, '+inf') end
local number = redis.call('ZSCORE', ownLine, claimant) or redis.call('ZSCORE', ownLate, claimant)
if number then ahead = ahead + redis.call('ZCOUNT', ownLine, '-inf', '(' .. number) end
if open and ahead == 0 then return grant() end
local earliest = now
if holder then earliest = soon end
return promise(math.max(earliest, free) + ahead * step)
