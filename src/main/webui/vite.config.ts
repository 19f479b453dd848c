import { defineConfig } from 'vite'

// What the gateway sends with the page, so that `npm run preview` shows what it breaks.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

export default defineConfig({
  build: {
    target: 'es2023',
    // Nothing inline: the policy above allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { strictPort: true, port: 5173, host: '127.0.0.1' },
  preview: { headers: { 'Content-Security-Policy': policy } },
})
