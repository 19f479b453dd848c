// The client of a board of tasks: it answers pings itself, keeps the id of what it saw last where a page keeps things, and comes
// back with it after 1, 2, 4, 8 and 16 seconds. At first there is no id, and so it says "null".
// Wants: address, token, report.
let ws
let attempts = 0
const mostAttempts = 5

function connect() {
  const seen = localStorage.getItem('last_event_id')
  ws = new WebSocket(`${address}/ws?token=${token}&last_event_id=${seen}`)

  ws.onopen = () => {
    attempts = 0
    report('open')
  }
  ws.onmessage = event => {
    const data = JSON.parse(event.data)
    if (data.event_id) localStorage.setItem('last_event_id', data.event_id)
    if (data.type === 'ping') {
      ws.send(JSON.stringify({ type: 'pong', event_id: `pong-${Date.now()}`, timestamp: new Date().toISOString() }))
    }
    report('message', data)
  }
  ws.onclose = event => {
    report('close', event.code)
    if (attempts < mostAttempts) setTimeout(connect, 1000 * Math.pow(2, attempts++))
  }
}

connect()
