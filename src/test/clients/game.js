// The client of a text RPG: a socket for each channel, and the token in the URL.
// Wants: address, token, report.
const sockets = {}
for (const channel of ['game', 'chat', 'combat', 'world']) {
  const socket = new WebSocket(`${address}/ws/${channel}?token=${token}`)
  socket.onmessage = function (event) {
    report(channel, JSON.parse(event.data))
  }
  socket.onclose = function (event) {
    report(channel, { closed: event.code })
  }
  sockets[channel] = socket
}

function say(channel, message) {
  sockets[channel].send(JSON.stringify(message))
}
