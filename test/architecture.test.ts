import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src/', import.meta.url))

/** Each floor, and those it may reach down to. `testing`, `storybook` and `devtools` stand beside the tower: no app is built on them. */
const FLOORS: Record<string, string[]> = {
  wire: [],
  model: ['wire'],
  client: ['model', 'wire'],
  state: ['client', 'model'],
  hooks: ['state', 'client', 'model'],
  components: ['model'],
  widgets: ['hooks', 'components', 'client', 'model'],
  // Words, for whoever wants them.
  languages: ['components'],
  testing: ['state', 'client', 'model', 'wire'],
  // What shows a reply that is played, and what is going on.
  player: ['testing'],
  storybook: ['player', 'testing', 'components', 'client', 'model'],
  devtools: ['player', 'testing', 'components', 'client', 'model', 'wire'],
  // The root entry.
  '': ['hooks', 'state', 'client', 'model'],
}
const REACT_FLOORS = new Set(['hooks', 'components', 'widgets', 'player', 'storybook', 'devtools'])
/** Helpers for renders: the only ones of `testing` that need React. */
const REACT_FILES = new Set(['testing/react.ts'])
const QUERY_FLOORS = new Set(['hooks'])
const MAX_LINES = 250

interface Import {
  from: string
  typeOnly: boolean
}
interface Module {
  path: string
  floor: string
  lines: number
  imports: Import[]
}

const STATEMENT =
  /^(?:import\s+(?<itype>type\s+)?(?:(?<inames>[\w*{][^'";]*?)\s+from\s+)?|export\s+(?<etype>type\s+)?(?<enames>\{[^}]*\}|\*[^'";]*?)\s+from\s+)['"](?<from>[^'"]+)['"]/gm

function importsOf(text: string): Import[] {
  return [...text.matchAll(STATEMENT)].map(({ groups = {} }) => {
    const names = groups['inames'] ?? groups['enames'] ?? ''
    const listed = /^\{([^}]*)\}$/
      .exec(names)?.[1]
      ?.split(',')
      .map((name) => name.trim())
    const onlyTypes = listed?.every((name) => name === '' || name.startsWith('type ')) ?? false
    return { from: groups['from'] ?? '', typeOnly: Boolean(groups['itype'] ?? groups['etype']) || onlyTypes }
  })
}

const modules = new Map<string, Module>()
for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))) {
  const text = readFileSync(join(src, path), 'utf8')
  const floor = path.includes('/') ? (path.split('/')[0] ?? '') : ''
  modules.set(path, { path, floor, lines: text.split('\n').length, imports: importsOf(text) })
}

const relative = (module: Module) =>
  module.imports
    .filter(({ from }) => from.startsWith('.'))
    .map((entry) => ({ ...entry, target: normalize(join(dirname(module.path), entry.from)) }))

/** Every way in which a set of modules breaks the rules of the house. */
function violations(all: ReadonlyMap<string, Module>): string[] {
  const found: string[] = []
  for (const module of all.values()) {
    if (module.lines > MAX_LINES) found.push(`${module.path}: ${module.lines} lines, ${MAX_LINES} are allowed`)
    for (const { target } of relative(module)) {
      const floor = target.includes('/') ? (target.split('/')[0] ?? '') : ''
      if (!all.has(target)) found.push(`${module.path}: imports ${target}, which does not exist`)
      else if (floor !== module.floor && !FLOORS[module.floor]?.includes(floor))
        found.push(`${module.path}: ${module.floor} may not import ${floor} (${target})`)
      if (floor === module.floor && floor !== '' && target.endsWith('/index.ts'))
        found.push(`${module.path}: imports its own floor's index`)
    }
    for (const { from } of module.imports) {
      if (/^react(-dom)?(\/|$)/.test(from) && !REACT_FLOORS.has(module.floor) && !REACT_FILES.has(module.path))
        found.push(`${module.path}: only hooks and above know React`)
      if (from.startsWith('@tanstack/') && !QUERY_FLOORS.has(module.floor))
        found.push(`${module.path}: only hooks know TanStack Query`)
      if (from.startsWith('zod')) found.push(`${module.path}: zod is loaded on demand, never with the page`)
    }
  }
  return [...found, ...cycles(all)]
}

/** Cycles of what is loaded at run time; two types may speak of each other. */
function cycles(all: ReadonlyMap<string, Module>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      found.push(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
      return
    }
    if (done.has(path)) return
    const module = all.get(path)
    if (module) for (const { target, typeOnly } of relative(module)) if (!typeOnly) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of all.keys()) visit(path, [])
  return found
}

test('the house is in order', () => {
  expect(modules.size).toBeGreaterThan(50)
  expect(violations(modules)).toEqual([])
})

describe('a planted fault is seen', () => {
  const planted = (path: string, text: string): string[] => {
    const floor = path.split('/')[0] ?? ''
    return violations(
      new Map([...modules, [path, { path, floor, lines: text.split('\n').length, imports: importsOf(text) }]]),
    )
  }
  test.each([
    [
      'an import from above',
      'wire/planted.ts',
      "import { Message } from '../model/message.ts'",
      /wire may not import model/,
    ],
    [
      'a type from above',
      'model/planted.ts',
      "import type { Backend } from '../client/backend.ts'",
      /model may not import client/,
    ],
    [
      'a component that knows a hook',
      'components/planted.tsx',
      "import { useStream } from '../hooks/use-stream.ts'",
      /components may not import hooks/,
    ],
    [
      'something that imports a widget',
      'hooks/planted.ts',
      "import { Ask } from '../widgets/ask.tsx'",
      /hooks may not import widgets/,
    ],
    ['React below the hooks', 'state/planted.ts', "import { useState } from 'react'", /know React/],
    ['zod', 'model/planted.ts', "import { z } from 'zod'", /on demand/],
    ['a part of zod', 'wire/planted.ts', "import { $ZodString } from 'zod/v4/core'", /on demand/],
    [
      'Query outside the hooks',
      'widgets/planted.ts',
      "import { useQuery } from '@tanstack/react-query'",
      /know TanStack Query/,
    ],
    ['a cycle', 'wire/planted.ts', "import './planted.ts'", /cycle: wire\/planted\.ts → wire\/planted\.ts/],
    ['a long file', 'wire/planted.ts', '\n'.repeat(251), /252 lines/],
  ])('%s', (_, path, text, message) => {
    expect(planted(path, text)).toEqual([expect.stringMatching(message)])
  })
})

/** Options for TanStack Query, not hooks: servers prefetch with them, which a client module would forbid. */
const FOR_SERVERS_TOO = new Set(['hooks/generate-options.ts', 'hooks/queries/read.ts'])

test("every module of React's floors says 'use client', unless it has no React in it", () => {
  const missing = [...modules.values()].filter(({ path, floor, imports }) => {
    if (FOR_SERVERS_TOO.has(path)) return imports.some(({ from }) => from.startsWith('react'))
    const usesReact =
      REACT_FLOORS.has(floor) && imports.some(({ from, typeOnly }) => !typeOnly && /^react|^@tanstack/.test(from))
    return (
      (usesReact || (path.endsWith('.tsx') && REACT_FLOORS.has(floor))) &&
      !readFileSync(join(src, path), 'utf8').startsWith("'use client'")
    )
  })
  expect(missing.map(({ path }) => path)).toEqual([])
})

test('no markup from strings, no code from strings, no styles from code', () => {
  const forbidden = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|new Function|\beval\(|dangerouslySet|<style/
  const found = [...modules.keys()].filter((path) => forbidden.test(readFileSync(join(src, path), 'utf8')))
  expect(found).toEqual([])
})
