import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { sourceAlias } from '../scripts/source.mjs'

export default defineConfig({
  plugins: [react({ compiler: true })],
  resolve: { alias: sourceAlias },
})
