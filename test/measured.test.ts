/** What README and docs/performance.md say was measured is what `bench/results` holds. */
import { describe, expect, test } from 'vitest'
import { filled, report } from '../bench/report.mjs'

describe('what was measured is what is told', () => {
  test.each(report().map(({ file, text, wanted }) => [file.split('/').at(-1), text, wanted] as const))(
    '%s: if not, node bench/report.mjs',
    (_, text, wanted) => {
      expect(text).toBe(wanted)
    },
  )

  test('a table that somebody has changed is put right, and one that nobody measures is refused', () => {
    const page = (name: string, table: string) => `A\n\n<!-- measured: ${name} -->\n${table}\n<!-- /measured -->\n\nB\n`
    const right = filled(page('sizes', ''))
    expect(right).toContain('react-genai')
    expect(filled(page('sizes', '| ours | 1 kB |'))).toBe(right)
    expect(() => filled(page('rumours', ''))).toThrow(/Nobody measures "rumours"/)
  })
})
