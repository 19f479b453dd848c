import { defineConfig } from 'vite'

// What the gateway sends with the page, so that `npm run preview` shows what it breaks.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

declare const process: { env: Record<string, string | undefined> }
// What is not the page comes from a gateway that runs beside it.
const proxy = { '/api': { target: process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:8080', ws: true } }

export default defineConfig({
  // Assets beside the page, whatever path a proxy serves it at.
  base: './',
  build: {
    // Part of the repository, so that the gateway is built without Node.
    outDir: '../resources/META-INF/resources',
    emptyOutDir: true,
    target: 'es2023',
    // Nothing inline: the policy above allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { input: ['index.html', 'help.html'] },
  },
  server: { proxy, strictPort: true, port: 5173, host: '127.0.0.1' },
  preview: { proxy, headers: { 'Content-Security-Policy': policy } },
})
