// Starts flying-squid with settings of our own: its usual starter does not read any.
const squid = require('flying-squid')
const defaults = require('flying-squid/config/default-settings.json')

const version = '1.16.5'

process.on('unhandledRejection', failure => console.log(failure.stack))
// Its log handles SIGTERM, but only some time after it was loaded: a signal that came sooner would end the game
// without a word.
require('flying-squid/src/lib/plugins/log')
const start = () => {
  if (process.listenerCount('SIGTERM') === 0) {
    setTimeout(start, 10)
    return
  }
  squid.createMCServer({
    ...defaults,
    host: process.env.BIND,
    port: Number(process.env.PORT),
    'online-mode': false,
    motd: 'vs-gateway test',
    version,
    worldFolder: `world/${version}`,
    generation: { name: 'superflat', options: { worldHeight: 80 } },
    'view-distance': 2,
    'everybody-op': true,
    logging: true
  })
}
start()
