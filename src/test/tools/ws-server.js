// A WebSocket server on the library `ws`, for tests of the client. What a connection gets is said by its path.
// It prints "listening PORT", and then a line for what happens on connections. It ends with its standard input.
//   ws-server.js             over TCP
//   ws-server.js FILE WORD   over TLS, with the key and certificate of that PKCS #12 file
'use strict'
const http = require('http')
const https = require('https')
const fs = require('fs')
const { WebSocketServer } = require('ws')

const [file, passphrase] = process.argv.slice(2)
const server = file ? https.createServer({ pfx: fs.readFileSync(file), passphrase }) : http.createServer()

const say = (...words) => console.log(words.join(' '))

const behaviours = {
  echo: ws => ws.on('message', (data, binary) => ws.send(data, { binary })),
  headers: (ws, request) => ws.send(JSON.stringify(request.headers)),
  pieces: ws => {
    for (let i = 0; i < 5; i++) ws.send('piece ' + i + ' ', { fin: i === 4 })
  },
  big: (ws, _, query) => ws.send('x'.repeat(Number(query.get('bytes')))),
  close: (ws, _, query) => ws.close(Number(query.get('code')), query.get('reason')),
  vanish: ws => {
    ws.send('here', () => ws.terminate())
  },
  'vanish-in-message': ws => {
    ws.send('the beginning', { fin: false }, () => ws.terminate())
  },
  // As many messages as are asked for; says from time to time how many bytes the client has not taken.
  flood: (ws, _, query) => {
    const count = Number(query.get('count'))
    const message = 'x'.repeat(Number(query.get('bytes')))
    let sent = 0
    const more = () => {
      while (sent < count && ws.bufferedAmount < 1 << 20) ws.send(sent++ + ' ' + message)
      if (sent < count) setTimeout(more, 5)
      else ws.close(1000, 'all sent')
    }
    more()
    const timer = setInterval(() => say('sent', sent, 'waiting', ws.bufferedAmount), 50)
    ws.on('close', () => clearInterval(timer))
  },
  // Reads nothing at all.
  deaf: ws => ws.pause(),
  mute: ws => ws.on('message', () => {})
}

const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: offered => (offered.has('chosen') ? 'chosen' : false)
})
const silent = new WebSocketServer({ noServer: true, autoPong: false })

server.on('upgrade', (request, socket, head) => {
  const url = new URL(request.url, 'http://x')
  const name = url.pathname.slice(1)
  if (/^\d+$/.test(name)) {
    socket.end('HTTP/1.1 ' + name + ' Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    return
  }
  if (name === 'never') return
  const wss = name === 'mute' ? silent : sockets
  wss.handleUpgrade(request, socket, head, ws => {
    ws.on('close', (code, reason) => say('closed', code, reason))
    ws.on('error', error => say('error', error.message))
    behaviours[name](ws, request, url.searchParams)
  })
})

server.listen(0, '127.0.0.1', () => say('listening', server.address().port))
process.stdin.resume().on('end', () => process.exit())
