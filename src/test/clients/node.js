// Runs a script that was written for browsers in Node, with npm's WebSocket: node.js FILE ADDRESS TOKEN
// What it reports becomes a line of output, as a JSON array. Each line of input is run as well; it ends with its input.
'use strict'
const fs = require('fs')
const readline = require('readline')
const vm = require('vm')
const NpmWebSocket = require('ws')

const [file, address, token] = process.argv.slice(2)
const kept = new Map()

Object.assign(globalThis, {
  address,
  token,
  report: (...words) => console.log(JSON.stringify(words)),
  // Without an `onerror` a browser goes on to `onclose`, and npm's library ends the process.
  WebSocket: class extends NpmWebSocket {
    constructor(...all) {
      super(...all)
      this.on('error', error => console.error(error.message))
    }
  },
  localStorage: {
    getItem: name => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, String(value))
  }
})

vm.runInThisContext(fs.readFileSync(file, 'utf8'), file)
readline
  .createInterface({ input: process.stdin })
  .on('line', line => vm.runInThisContext(line))
  .on('close', () => process.exit())
