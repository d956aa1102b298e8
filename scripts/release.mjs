/**
 * `npm run release -- patch | minor | major | 1.2.3`: turns what is unreleased into a version, as a commit and a tag. It
 * neither pushes nor publishes: the tag does, once somebody pushes it (.github/workflows/publish.yml).
 *
 * --dry-run: says what it would do, and does nothing.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const partsOf = (version) => /^(\d+)\.(\d+)\.(\d+)$/.exec(version)?.slice(1).map(Number)

/**
 * The next version: the next of its kind, or one that is named.
 * @param {string} current @param {string | undefined} wanted
 */
export function bump(current, wanted = '') {
  const [major, minor, patch] = partsOf(current)
  if (wanted === 'patch') return `${major}.${minor}.${patch + 1}`
  if (wanted === 'minor') return `${major}.${minor + 1}.0`
  if (wanted === 'major') return `${major + 1}.0.0`
  const named = partsOf(wanted)
  if (!named) throw new Error(`"${wanted}" is no version. Say patch, minor, major, or one such as 1.2.3.`)
  const first = named.findIndex((part, at) => part !== [major, minor, patch][at])
  if (first === -1 || named[first] < [major, minor, patch][first])
    throw new Error(`${wanted} does not come after ${current}.`)
  return wanted
}

const UNRELEASED = /^## Unreleased\n([^]*?)(?=^## |(?![^]))/m

/**
 * The changelog with what is unreleased under a version, and room for what comes next.
 * @param {string} text @param {string} version @param {string} date
 */
export function releaseNotes(text, version, date) {
  const [, notes] = UNRELEASED.exec(text) ?? []
  if (notes === undefined) throw new Error('CHANGELOG.md has no "## Unreleased".')
  if (notes.trim() === '')
    throw new Error('Nothing is under "Unreleased" in CHANGELOG.md, so there is nothing to release.')
  return text
    .replace(UNRELEASED, () => `## Unreleased\n\n## ${version} — ${date}\n\n${notes.trim()}\n\n`)
    .replace(/\n+$/, '\n')
}

/**
 * package.json, or the lock file, which says the version of its own package twice.
 * @param {string} text @param {string} from @param {string} version
 */
export function withVersion(text, from, version) {
  const file = JSON.parse(text)
  const own = [file, ...(file.packages ? [file.packages['']] : [])]
  if (own.some((one) => one?.version !== from))
    throw new Error(`Version ${from} is not where it should be. Is the lock file up to date?`)
  for (const one of own) one.version = version
  return `${JSON.stringify(file, null, 2)}\n`
}

const root = fileURLToPath(new URL('../', import.meta.url))
const FILES = ['package.json', 'package-lock.json', 'CHANGELOG.md']

/** What a command prints; when it fails, that is the end. */
function told(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`)
  return stdout.trim()
}
const succeeds = (command, ...args) =>
  spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' })
    .status === 0

function release(wanted, isDry) {
  const branch = told('git', 'rev-parse', '--abbrev-ref', 'HEAD')
  if (branch !== 'main') throw new Error(`This is ${branch}. Releases are made of main.`)
  if (told('git', 'status', '--porcelain') !== '')
    throw new Error('There are changes that are not committed. Commit or stash them first.')
  const [manifest, lock, changelog] = FILES.map((name) => readFileSync(join(root, name), 'utf8'))
  const { name, version } = JSON.parse(manifest)
  const next = bump(version, wanted)
  const tag = `v${next}`
  if (told('git', 'tag', '--list', tag) !== '') throw new Error(`The tag ${tag} is there already.`)
  const texts = [
    withVersion(manifest, version, next),
    withVersion(lock, version, next),
    releaseNotes(changelog, next, new Date().toISOString().slice(0, 10)),
  ]
  if (!succeeds('npm', 'run', '-s', 'api:check'))
    throw new Error('etc/api does not say what the package promises. Run `npm run api`, read the diff, commit it.')
  if (isDry) {
    console.log(`${name} ${version} would become ${next}: ${FILES.join(', ')}; .ci/run; commit; tag ${tag}.`)
    return
  }
  for (const [index, file] of FILES.entries()) writeFileSync(join(root, file), texts[index])
  if (!succeeds(join('.ci', 'run'))) {
    told('git', 'checkout', '--', ...FILES)
    throw new Error('The checks failed, so nothing is released, and the files are as they were.')
  }
  told('git', 'commit', '--quiet', '--message', `Release ${next}`, '--', ...FILES)
  told('git', 'tag', '--annotate', tag, '--message', `${name} ${next}`)
  console.log(`${name} ${next} is committed and tagged. To publish it: git push origin main ${tag}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'dry-run': { type: 'boolean' } } })
  try {
    release(positionals[0], values['dry-run'])
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
