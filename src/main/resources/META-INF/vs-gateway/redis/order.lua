-- The one order of all gateways: gives each proposal the next number, puts it where all gateways read and
-- into the memory of its topics. All of it or nothing, as a script runs alone.
--
-- KEYS  the hash of the order, the stream that all gateways read; all others begin with the same prefix
-- ARGV  1 prefix  2 run of this server  3 gateway  4 name of a new epoch, should one begin
--       5 last number that the gateway knows  6 length of the stream  7 '1' if the gateway says that it lives
--       and then for each proposal: its number, its key or '', kind, topics, bounds, type, body, argument,
--       key to retain it under or '', what the same is called otherwise or ''. With '+' for a number it is a further
--       change of the proposal before, and has its place behind it if that one has. Topics are separated by blanks, as are
--       their bounds "length:seconds:bytes". Names may be sealed; while the key for that is exchanged there may be
--       something under other names: "key,topics,argument,key to retain it under;" for each of the other keys.
-- Gives epoch, last number, time in milliseconds, and for each proposal, as one text, 'placed' or 'duplicate' with
-- its number and time, or 'known 0 0' (of a number that this gateway has proposed before; where, nobody knows any more);
-- and behind them 'full', if the gateway says that it lives and there is no memory for that.
local prefix, run, node, fresh = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local floor, length, lives = tonumber(ARGV[5]), ARGV[6], ARGV[7] == '1'
local order_key, bus = KEYS[1], KEYS[2]
local FIRST, FIELDS = 8, 10
local NONE = {}
local KEY_SECONDS, NODE_SECONDS, RETAINED_SECONDS, SILENT_MILLIS = 300, 3600, 604800, 10000
local MOST_RETAINED, MOST_RETAINED_BYTES = 64, 131072
-- The stream that all read has at most so many bytes for each of its entries, on an average.
local BUS_ENTRY_BYTES = 2048
-- Names of topics, and what users have acknowledged: of more, something is forgotten.
local MOST_TOPICS, MOST_ACKNOWLEDGED, FORGOTTEN_AT_ONCE = 200000, 200000, 100

local function text(number)
    return string.format('%.0f', number)
end

local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local state = redis.call('HMGET', order_key, 'run', 'epoch', 'order', 'at')
local epoch = state[2]
local order = tonumber(state[3] or '0')
-- Time does not run backwards in the order.
local at = math.max(tonumber(state[4] or '0'), now)

-- Where entries are large, there are fewer of them.
local function shorten(key, size, most, bytes)
    if size * most <= bytes then
        return
    end
    local length = redis.call('XLEN', key)
    while length > 1 and redis.call('MEMORY', 'USAGE', key) > bytes do
        length = math.floor(length / 2)
        redis.call('XTRIM', key, 'MAXLEN', length)
    end
end

-- What is empty is not written: every gateway has to read each field.
local function with(fields, name, value)
    if value ~= '' then
        fields[#fields + 1] = name
        fields[#fields + 1] = value
    end
end

local function put(number, kind, topics, type, body, argument, retain)
    order = order + 1
    local fields = {'n', node, 's', number, 't', text(at), 'k', kind}
    with(fields, 'o', topics)
    with(fields, 'y', type)
    with(fields, 'b', body)
    with(fields, 'x', argument)
    with(fields, 'r', retain)
    redis.call('XADD', bus, 'MAXLEN', '~', length, text(order) .. '-0', unpack(fields))
    shorten(bus, #body, length, length * BUS_ENTRY_BYTES)
    return fields
end

-- Another run of the server, or one that was emptied: nobody knows whether the last second is missing.
if state[1] ~= run then
    local last = redis.call('XREVRANGE', bus, '+', '-', 'COUNT', 1)
    if last[1] then
        order = math.max(order, tonumber(string.match(last[1][1], '^%d+')))
    end
    order = math.max(order, floor)
    epoch = fresh
    put('0', 'epoch', '', '', epoch, '', '')
    redis.call('HSET', order_key, 'run', run, 'epoch', epoch, 'order', text(order), 'at', text(at))
end

-- A stream that is made anew has to tell that there was something before: an entry that is added and
-- taken away is counted.
local function make(key, before)
    local id = text(math.min(before, order - 1)) .. '-0'
    redis.call('XADD', key, id, 'x', '')
    redis.call('XDEL', key, id)
end

-- The memories of topics that something was put into, with what they were looked up for: it is the same for all
-- proposals of a call.
local memories = {}
local names = prefix .. 'topics'

local function memory_of(topic, bound)
    local memory = memories[topic]
    if not memory then
        local key = prefix .. 't:' .. topic
        local before = tonumber(redis.call('ZSCORE', names, topic) or redis.call('HGET', order_key, 'forgotten') or '0')
        if before > 0 and order > 1 and redis.call('EXISTS', key) == 0 then
            make(key, before)
        end
        memory = {key = key}
        memories[topic] = memory
        memories[#memories + 1] = topic
    end
    if memory.bound ~= bound then
        memory.bound = bound
        memory.most, memory.seconds, memory.bytes = string.match(bound, '^(%d+):(%d+):(%d+)$')
    end
    return memory
end

local function remember(topic, bound, fields, size)
    local memory = memory_of(topic, bound)
    local key = memory.key
    local id = text(order) .. '-0'
    local answer = redis.pcall('XADD', key, 'MAXLEN', '~', memory.most, id, unpack(fields))
    if type(answer) == 'table' and answer.err then
        -- It is ahead of an order that was set back: what it has was never told.
        redis.call('DEL', key)
        make(key, order - 1)
        redis.call('XADD', key, id, unpack(fields))
    end
    shorten(key, size, memory.most, tonumber(memory.bytes))
    memory.order = text(order)
end

-- Once for each topic, whatever was put into it.
local function note_topics()
    for _, topic in ipairs(memories) do
        local memory = memories[topic]
        redis.call('EXPIRE', memory.key, memory.seconds)
        if redis.call('ZADD', names, memory.order, topic) == 1 and redis.call('ZCARD', names) > MOST_TOPICS then
            local oldest = redis.call('ZPOPMIN', names, FORGOTTEN_AT_ONCE)
            redis.call('HSET', order_key, 'forgotten', oldest[#oldest])
        end
    end
end

local function retain(topic, name, type, body, argument)
    local key = prefix .. 'r:' .. topic
    redis.call('HSET', key, name, cjson.encode({text(order), text(at), type, argument, body}))
    redis.call('EXPIRE', key, RETAINED_SECONDS)
    local count = redis.call('HLEN', key)
    while count > MOST_RETAINED or (count > 1 and redis.call('MEMORY', 'USAGE', key) > MOST_RETAINED_BYTES) do
        local oldest, least
        local values = redis.call('HGETALL', key)
        for i = 1, #values, 2 do
            local of = tonumber(cjson.decode(values[i + 1])[1])
            if not least or of < least then
                oldest, least = values[i], of
            end
        end
        redis.call('HDEL', key, oldest)
        count = count - 1
    end
end

-- What something is called with each of the other keys.
local function called(others)
    local all = {}
    for key, topics, argument, name in string.gmatch(others, '([^,;]*),([^,;]*),([^,;]*),([^,;]*);') do
        local list = {}
        for topic in string.gmatch(topics, '%S+') do
            list[#list + 1] = topic
        end
        all[#all + 1] = {key = key, topics = list, argument = argument, name = name}
    end
    return all
end

local function erase(topic, number)
    redis.call('XDEL', prefix .. 't:' .. topic, number .. '-0')
    local key = prefix .. 'r:' .. topic
    local values = redis.call('HGETALL', key)
    for i = 1, #values, 2 do
        if cjson.decode(values[i + 1])[1] == number then
            redis.call('HDEL', key, values[i])
        end
    end
end

-- Whoever it was gets their inbox once more.
local function forget_acknowledged()
    local key = prefix .. 'notes'
    if redis.call('HLEN', key) > MOST_ACKNOWLEDGED then
        for _, field in ipairs(redis.call('HRANDFIELD', key, FORGOTTEN_AT_ONCE)) do
            if string.match(field, '^acknowledged ') then
                redis.call('HDEL', key, field)
            end
        end
    end
end

local function clear(topic)
    redis.call('XTRIM', prefix .. 't:' .. topic, 'MAXLEN', 0)
    redis.call('DEL', prefix .. 'r:' .. topic)
end

local function place(others, number, kind, topics, bounds, type, body, argument, name)
    local fields = put(number, kind, topics, type, body, argument, name)
    if kind == 'member' then
        local change = string.sub(argument, 1, 1) == '+' and 'SADD' or 'SREM'
        for _, other in ipairs(others) do
            redis.call('SREM', prefix .. 'members', other.topics[1] .. ' ' .. string.sub(other.argument, 2))
        end
        redis.call(change, prefix .. 'members', topics .. ' ' .. string.sub(argument, 2))
        return
    end
    if kind == 'note' then
        if argument ~= '' then
            local field = type .. ' ' .. argument
            for _, other in ipairs(others) do
                redis.call('HDEL', prefix .. 'notes', type .. ' ' .. other.argument)
            end
            -- A sealed one is not empty, and says so by its name.
            if body == '' or name == '-' then
                redis.call('HDEL', prefix .. 'notes', field)
            elseif redis.call('HSET', prefix .. 'notes', field, body) == 1 and type == 'acknowledged' then
                forget_acknowledged()
            end
        end
        return
    end
    if kind == 'clear' then
        clear(topics)
        for _, other in ipairs(others) do
            clear(other.topics[1])
        end
        return
    end
    if kind == 'delete' then
        erase(topics, argument)
        for _, other in ipairs(others) do
            erase(other.topics[1], argument)
        end
    end
    local bound = string.gmatch(bounds, '%S+')
    local index = 0
    for topic in string.gmatch(topics, '%S+') do
        index = index + 1
        remember(topic, bound(), fields, #body)
        if name ~= '' then
            retain(topic, name, type, body, argument)
            for _, other in ipairs(others) do
                redis.call('HDEL', prefix .. 'r:' .. other.topics[index], other.name)
            end
        end
    end
end

local answers = {}
local last_key = prefix .. 's:' .. node
local known = tonumber(redis.call('GET', last_key) or '0')
local first_order = order
local is_placed = false
for i = FIRST, #ARGV, FIELDS do
    local number, key = ARGV[i], ARGV[i + 1]
    local others = ARGV[i + FIELDS - 1] == '' and NONE or called(ARGV[i + FIELDS - 1])
    local before = key ~= '' and redis.call('GET', prefix .. 'i:' .. key)
    for _, other in ipairs(key ~= '' and others or {}) do
        before = before or redis.call('GET', prefix .. 'i:' .. other.key)
    end
    if number == '+' then
        if is_placed then
            place(others, text(known), unpack(ARGV, i + 2, i + FIELDS - 2))
        end
    elseif tonumber(number) <= known then
        is_placed = false
        answers[#answers + 1] = 'known 0 0'
    elseif before then
        is_placed = false
        answers[#answers + 1] = 'duplicate ' .. before
    else
        place(others, number, unpack(ARGV, i + 2, i + FIELDS - 2))
        local where = text(order) .. ' ' .. text(at)
        if key ~= '' then
            redis.call('SET', prefix .. 'i:' .. key, where, 'EX', KEY_SECONDS)
        end
        known = tonumber(number)
        is_placed = true
        answers[#answers + 1] = 'placed ' .. where
    end
end

if lives then
    local nodes = prefix .. 'nodes'
    local latest = redis.call('ZREVRANGE', nodes, 0, 0, 'WITHSCORES')[2]
    local noted = redis.pcall('ZADD', nodes, text(now), node)
    -- Where nobody was heard, it was this server that stood still; where there is no memory, nobody can be noted.
    local is_noted = type(noted) == 'number'
    local may_tell = latest and now - tonumber(latest) < SILENT_MILLIS and is_noted
    if not is_noted then
        answers[#answers + 1] = 'full'
    end
    for _, silent in ipairs(may_tell and redis.call('ZRANGEBYSCORE', nodes, '-inf', text(now - SILENT_MILLIS)) or {}) do
        put('0', 'down', '', '', silent, '', '')
        redis.call('ZREM', nodes, silent)
    end
end
note_topics()
if order > first_order then
    redis.call('HSET', order_key, 'order', text(order), 'at', text(at))
    redis.call('SET', last_key, text(known), 'EX', NODE_SECONDS)
end
return {epoch, text(order), text(at), unpack(answers)}
