import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { sourceAlias } from '../../scripts/source.mjs'
import { genkitServer } from './genkit-server.ts'

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), genkitServer()],
  resolve: { alias: sourceAlias },
  // A file stays a file: a strict page runs no scripts out of addresses.
  build: { assetsInlineLimit: 0, rolldownOptions: { input: [page('index.html'), page('shop.html')] } },
})
