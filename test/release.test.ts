import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bump, releaseNotes, withVersion } from '../scripts/release.mjs'

test.each([
  ['0.1.0', 'patch', '0.1.1'],
  ['0.1.9', 'minor', '0.2.0'],
  ['0.9.3', 'major', '1.0.0'],
  ['1.9.9', '1.10.0', '1.10.0'],
  ['1.9.9', '2.0.0', '2.0.0'],
])('after %s, %s is %s', (current, wanted, next) => expect(bump(current, wanted)).toBe(next))

test.each(['1.2.2', '1.2.3', '1.1.9', '0.9.9', 'huge', '', undefined, '1.3', '1.3.0-beta.1', 'v1.3.0'])(
  'after 1.2.3 there is no %s',
  (wanted) => expect(() => bump('1.2.3', wanted)).toThrow(/no version|does not come after/),
)

describe('the changelog', () => {
  const before = '# Changelog\n\n## 1.0.0 — 2026-01-01\n\n- First\n'
  test('what is unreleased gets a version and a date', () => {
    const text = before.replace('## 1', () => '## Unreleased\n\n- `$&` and more\n\n## 1')
    expect(releaseNotes(text, '1.1.0', '2026-02-03')).toBe(
      '# Changelog\n\n## Unreleased\n\n## 1.1.0 — 2026-02-03\n\n- `$&` and more\n\n## 1.0.0 — 2026-01-01\n\n- First\n',
    )
  })
  test('also when there has been no version yet', () => {
    expect(releaseNotes('## Unreleased\n\nFirst.\n', '0.1.0', '2026-02-03')).toBe(
      '## Unreleased\n\n## 0.1.0 — 2026-02-03\n\nFirst.\n',
    )
  })
  test('nothing is no release', () => {
    expect(() => releaseNotes(before.replace('## 1', '## Unreleased\n\n## 1'), '1.1.0', '')).toThrow(
      'nothing to release',
    )
    expect(() => releaseNotes(before, '1.1.0', '')).toThrow('no "## Unreleased"')
  })
})

test('only the package’s own version changes', () => {
  const lock = '{ "version": "1.0.0", "packages": { "": { "version": "1.0.0" }, "a": { "version": "1.0.0" } } }'
  expect(JSON.parse(withVersion(lock, '1.0.0', '1.1.0'))).toEqual({
    version: '1.1.0',
    packages: { '': { version: '1.1.0' }, a: { version: '1.0.0' } },
  })
  expect(() => withVersion(lock, '0.9.0', '1.1.0')).toThrow('not where it should be')
  // A lock that was not brought up to date has the version somewhere, but not as its own.
  const stale = lock.replace('"version": "1.0.0"', '"version": "0.9.0"')
  expect(() => withVersion(stale, '1.0.0', '1.1.0')).toThrow('not where it should be')
})

/** A repository with the script in it, and checks that go as they are told. */
describe('in a repository', () => {
  let folder: string
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  const commit = () => git('add', '--all') + git('commit', '--quiet', '--message', 'Work')
  const run = (...args: string[]) => {
    const script = join(folder, 'scripts/release.mjs')
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8' })
    return { status, said: stdout + stderr }
  }
  const untouched = () => {
    expect(git('status', '--porcelain', '--untracked-files=no')).toBe('')
    expect(git('tag', '--list')).toBe('')
    expect(git('rev-list', '--count', 'HEAD')).toBe(commits)
    expect(read('package.json')).toContain('"version": "0.1.0"')
  }
  let commits: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'react-genai-release-'))
    git('init', '--quiet', '--initial-branch', 'main')
    git('config', 'user.name', 'Test')
    git('config', 'user.email', 'test@example.com')
    git('config', 'commit.gpgSign', 'false')
    git('config', 'tag.gpgSign', 'false')
    const scripts = { 'api:check': 'node api-check.cjs' }
    put('package.json', JSON.stringify({ name: 'shop', version: '0.1.0', scripts }, null, 2))
    put('package-lock.json', JSON.stringify({ version: '0.1.0', packages: { '': { version: '0.1.0' } } }, null, 2))
    put('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n- News\n')
    put('api-check.cjs', '')
    put('.ci/run', '#!/bin/sh\nexit 0\n')
    chmodSync(join(folder, '.ci/run'), 0o755)
    mkdirSync(join(folder, 'scripts'))
    copyFileSync(fileURLToPath(new URL('../scripts/release.mjs', import.meta.url)), join(folder, 'scripts/release.mjs'))
    commit()
    commits = git('rev-list', '--count', 'HEAD')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('a release is a commit and a tag', () => {
    expect(run('minor')).toEqual({ status: 0, said: expect.stringContaining('git push origin main v0.2.0') })
    expect(git('log', '-1', '--format=%s')).toBe('Release 0.2.0')
    expect(git('rev-parse', 'v0.2.0^{commit}')).toBe(git('rev-parse', 'HEAD'))
    expect(git('status', '--porcelain')).toBe('')
    expect(JSON.parse(read('package.json'))).toMatchObject({ version: '0.2.0' })
    expect(JSON.parse(read('package-lock.json'))).toEqual({ version: '0.2.0', packages: { '': { version: '0.2.0' } } })
    expect(read('CHANGELOG.md')).toMatch(/^# Changelog\n\n## Unreleased\n\n## 0\.2\.0 — \d{4}-\d\d-\d\d\n\n- News\n$/)
  })

  test('asked only what it would do, it does nothing', () => {
    expect(run('minor', '--dry-run')).toEqual({ status: 0, said: expect.stringContaining('0.1.0 would become 0.2.0') })
    untouched()
  })

  test.each<[why: string, make: () => void, said: string]>([
    ['another branch', () => git('switch', '--quiet', '--create', 'fix'), 'This is fix.'],
    ['changes that are not committed', () => put('new.txt', ''), 'not committed'],
    ['nothing to release', () => put('CHANGELOG.md', '## Unreleased\n'), 'nothing to release'],
    ['a stale report of the API', () => put('api-check.cjs', 'process.exit(1)'), 'npm run api'],
    ['checks that fail', () => put('.ci/run', '#!/bin/sh\nexit 1\n'), 'The checks failed'],
    ['a lock file of another version', () => put('package-lock.json', '{}'), 'Is the lock file up to date?'],
  ])('%s: nothing is released', (why, make, said) => {
    make()
    if (!/branch|committed/.test(why)) {
      commit()
      commits = git('rev-list', '--count', 'HEAD')
    }
    expect(run('minor')).toEqual({ status: 1, said: expect.stringContaining(said) })
    untouched()
  })

  test('no version twice, and none that is none', () => {
    git('tag', 'v0.2.0')
    expect(run('minor')).toEqual({ status: 1, said: expect.stringContaining('v0.2.0 is there already') })
    git('tag', '--delete', 'v0.2.0')
    expect(run()).toEqual({ status: 1, said: expect.stringContaining('Say patch, minor, major') })
    untouched()
  })
})
