/** Nothing that apps can see changes without a line in etc/api that says so. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from './packed.ts'

test('etc/api says what the package promises; if not, run `npm run api` and read the diff', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, 'scripts/api.mjs'), '--check'], {
    encoding: 'utf8',
  })
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' })
})
