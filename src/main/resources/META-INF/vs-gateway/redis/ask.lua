-- Asks something of the gateway that has a game, if there is one.
--
-- KEYS  who has the game, the stream of what is asked of it
-- ARGV  1 what is asked
-- Gives the id of the entry; nothing if nobody has the game.
if redis.call('EXISTS', KEYS[1]) == 0 then
    return false
end
local id = redis.call('XADD', KEYS[2], 'MAXLEN', '~', 1000, '*', 'b', ARGV[1])
redis.call('EXPIRE', KEYS[2], 3600)
return id
