/** Packs the package once for all tests of apps that install it, as it would be published, and unpacks it. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that holds what is in the tarball. */
    packed: string
  }
}

const repository = fileURLToPath(new URL('../../', import.meta.url))

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(join(repository, 'dist/index.js')))
    throw new Error('There is no dist to pack, and these tests install it. Run `npm run build` first.')
  const folder = await mkdtemp(join(tmpdir(), 'react-genai-packed-'))
  const said = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder],
    {
      cwd: repository,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  )
  const [packed] = JSON.parse(said) as [{ filename: string }]
  execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder])
  provide('packed', join(folder, 'package'))
  return () => rm(folder, { recursive: true, force: true })
}
