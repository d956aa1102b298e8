import type { NextConfig } from 'next'

export default {
  // The test's node_modules are links to a folder elsewhere. Apps need none of this.
  turbopack: { root: '/' },
} satisfies NextConfig
