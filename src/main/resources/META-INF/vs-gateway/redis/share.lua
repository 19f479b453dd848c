-- Shares a game: says who has it, and adds what is new of its console and of what is known of it. Nothing is
-- done while another gateway has a game of that name.
--
-- KEYS  1 who has it, 2 the stream of its console, 3 the stream of what is known of it, 4 the stream of what is asked
-- ARGV  1 gateway  2 milliseconds for which it is believed to have the game  3 '1' if it has it no more
--       4 the oldest position of its console that it remembers  5 what is known of the game, or ''
--       6 the last offset that it believes to be here, or 0; if that is lost, no lines are added
--       7 the last offset that it can have written; what is behind that is of others, and all is to be written anew
--       and then for each batch of lines: the position of the last of them, and the lines.
--       Positions are ids of a stream: "epoch-offset", the epoch as a number.
-- Gives who has the game, the time in milliseconds, the last position that the console has here or '', the last id
-- of what was asked, and whether what is known of the game is here.
local node, lease, leaves, oldest, known = ARGV[1], ARGV[2], ARGV[3] == '1', ARGV[4], ARGV[5]
local owner, console, report, asks = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local SECONDS = 604800

local clock = redis.call('TIME')
local now = string.format('%.0f', clock[1] * 1000 + math.floor(clock[2] / 1000))
local holder = redis.call('GET', owner)
if holder and holder ~= node then
    return {holder, now, '', '', '0'}
end
redis.call('SET', owner, node, 'PX', lease)

local function parts(id)
    local epoch, offset = string.match(id, '^(%d+)-(%d+)$')
    return tonumber(epoch), tonumber(offset)
end

local function last()
    local entry = redis.call('XREVRANGE', console, '+', '-', 'COUNT', 1)[1]
    return entry and entry[1]
end

local own = parts(oldest)
local there = last()
if there then
    local epoch, offset = parts(there)
    if epoch ~= own or offset > tonumber(ARGV[7]) then
        -- Of another run of the gateway; perhaps of one whose clock was ahead. Or of no gateway.
        redis.call('DEL', console)
        there = nil
    end
end
local is_lost = not there and ARGV[6] ~= '0'
for i = 8, is_lost and 0 or #ARGV, 2 do
    local _, offset = parts(ARGV[i])
    local _, before = parts(there or '0-0')
    if offset > before then
        redis.call('XADD', console, ARGV[i], 'b', ARGV[i + 1])
        there = ARGV[i]
    end
end
if there then
    -- The last one tells up to where all is here.
    local _, offset = parts(there)
    local _, first = parts(oldest)
    redis.call('XTRIM', console, 'MINID', first > offset and there or oldest)
    redis.call('EXPIRE', console, SECONDS)
end
if known ~= '' then
    redis.call('XADD', report, 'MAXLEN', 1, '*', 'b', known)
end
redis.call('EXPIRE', report, SECONDS)
local asked = redis.call('XREVRANGE', asks, '+', '-', 'COUNT', 1)[1]
if leaves then
    redis.call('DEL', owner)
end
return {node, now, there or '', asked and asked[1] or '0-0', tostring(redis.call('EXISTS', report))}
