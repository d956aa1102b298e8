/** Apps outside the repository, with the package as it would be published and the peers that it asks for. */
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'

export const repository = fileURLToPath(new URL('../../', import.meta.url))
/** Tools and peers of other versions than the repository's own: what test/consumers/package-lock.json names. */
export const consumers = join(repository, 'test/consumers/node_modules')

const PEERS = ['react', 'react-dom', '@tanstack/react-query', 'zod', '@types/react', '@types/react-dom']

const dependencies = async (): Promise<string[]> => {
  const own = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as { dependencies: object }
  return Object.keys(own.dependencies)
}

/** Puts the package into an app that has its peers, and beside it, as npm would, what it needs at run time. */
export async function installPacked(app: string): Promise<void> {
  const modules = join(app, 'node_modules')
  await cp(inject('packed'), join(modules, 'react-genai'), { recursive: true })
  for (const name of await dependencies())
    await cp(join(repository, 'node_modules', name), join(modules, name), { recursive: true, dereference: true })
}

/** Links a package into an app. */
async function linkPackage(app: string, name: string, target: string): Promise<void> {
  const link = join(app, 'node_modules', name)
  await mkdir(dirname(link), { recursive: true })
  await symlink(target, link, 'junction')
}

/** A new folder with these files. The prefix says whose it is, should it ever be left behind. */
export async function newFolder(prefix: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `react-genai-${prefix}-`))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

/** An app with the versions of peers that the repository has. */
export async function newApp(prefix: string, files: Readonly<Record<string, string>>): Promise<string> {
  const app = await newFolder(prefix, files)
  await installPacked(app)
  for (const name of PEERS) await linkPackage(app, name, join(repository, 'node_modules', name))
  return app
}

async function packagesIn(modules: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(modules)) {
    if (name.startsWith('.')) continue
    if (name.startsWith('@')) found.push(...(await readdir(join(modules, name))).map((own) => `${name}/${own}`))
    else found.push(name)
  }
  return found
}

/**
 * An app with all that test/consumers has, some of it by another name: `{ react: 'react-18' }`. These are links, so a tool
 * that shall find one version of React everywhere is told to leave them be (`preserveSymlinks`).
 */
export async function newConsumer(
  prefix: string,
  files: Readonly<Record<string, string>>,
  instead: Readonly<Record<string, string>> = {},
): Promise<string> {
  const app = await newFolder(prefix, files)
  await installPacked(app)
  const own = new Set(['react-genai', ...(await dependencies())])
  for (const name of await packagesIn(consumers))
    if (!own.has(name)) await linkPackage(app, name, join(consumers, instead[name] ?? name))
  return app
}
