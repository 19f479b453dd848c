// The ways in which clients show who they are, one socket for each.
// Wants: address, token, report.
function open(name, path, ...more) {
  const socket = new WebSocket(address + path, ...more)
  socket.onmessage = event => report(name, JSON.parse(event.data))
  socket.onclose = event => report(name, { closed: event.code })
  return socket
}

const byQuery = () => open('query', `/ws?token=${token}`)
const bySubprotocol = () => open('subprotocol', '/ws', ['bearer', token])
// A browser does not know a third argument, so it shows nothing.
const byHeader = () => open('header', '/ws/chat', [], { headers: { Authorization: `Bearer ${token}` } })
const byNothing = path => open(path, path)
const byWrong = path => open('wrong', `${path}?token=${token}x`)
