/** What an editor shows when somebody points at a name of ours: every public one says what it is. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/** The names that an entry hands on, and the files that they are written in. */
function handedOn(entry: string): [name: string, file: string][] {
  const text = readFileSync(entry, 'utf8')
  return [...text.matchAll(/export (?:type )?\{([^}]*)\} from '(\.[^']+)'/g)].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.trim().split(' as ')[0] ?? '')
      .filter(Boolean)
      .map((name): [string, string] => [name.replace(/^type /, ''), join(dirname(entry), from)]),
  )
}

function isDocumented([name, file]: [string, string]): boolean {
  const lines = readFileSync(file, 'utf8').split('\n')
  const at = lines.findIndex((line) =>
    new RegExp(`^export (?:declare |abstract |async )*(?:interface|class|type|function|const)\\*? ${name}\\b`).test(
      line,
    ),
  )
  // Between the two may stand what only the linter reads, or why.
  const before = lines.slice(0, Math.max(0, at)).findLast((line) => !line.startsWith('// '))
  return before?.trimEnd().endsWith('*/') ?? false
}

/** Props are told by their component. */
const undocumented = (names: [name: string, file: string][]): string[] =>
  names.filter((one) => !one[0].endsWith('Props') && !isDocumented(one)).map(([name]) => name)

describe('every public name says what it is', () => {
  test.each(['client', 'components', 'widgets', 'testing', 'storybook', 'devtools', 'languages'])(
    'react-genai/%s',
    (entry) => {
      const names = handedOn(join(source, entry, 'index.ts'))
      expect(undocumented(names)).toEqual([])
      expect(names.length).toBeGreaterThan(1)
    },
  )
  test('react-genai', () => {
    const names = handedOn(join(source, 'index.ts'))
    expect(undocumented(names)).toEqual([])
    expect(names.length).toBeGreaterThan(10)
  })
})
