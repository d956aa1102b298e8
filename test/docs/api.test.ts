/** docs/api is made from the sources: here it is seen to be of today, and to leave out no name. */
import { readdirSync } from 'node:fs'
import * as client from 'react-genai/client'
import * as components from 'react-genai/components'
import * as devtools from 'react-genai/devtools'
import * as index from 'react-genai'
import * as languages from 'react-genai/languages'
import * as storybook from 'react-genai/storybook'
import * as testing from 'react-genai/testing'
import * as widgets from 'react-genai/widgets'
import { expect, test } from 'vitest'
import { apiPages } from '../../scripts/api-docs.mjs'
import { readText, root } from './fences.ts'

const pages = apiPages()

test('the pages say what the sources say: run `npm run api:docs` when they do not', () => {
  const stale = [...pages].filter(([name, text]) => readText(`docs/api/${name}`) !== text)
  expect(stale.map(([name]) => name)).toEqual([])
  expect(readdirSync(`${root}docs/api`).sort()).toEqual([...pages.keys()].sort())
})

test('every name has its place, with what it is', () => {
  const all = [...pages.values()].join('\n')
  const names = [client, components, devtools, index, languages, storybook, testing, widgets].flatMap((one) =>
    Object.keys(one),
  )
  expect(names.filter((name) => !all.includes(`\n## ${name}\n`))).toEqual([])
  expect(names.length).toBeGreaterThan(250)
  // A name, its kind, and then words: not at once the signature.
  const silent = [...all.matchAll(/\n## (\w+)\n\n(?!type|interface)[^\n]+\n\n```ts/g)].map(([, name]) => name)
  expect(silent).toEqual([])
})
