'use client'
import type { ReactNode } from 'react'
import { CodeBlock } from '../code-block.tsx'
import type { CodeNode } from './nodes.ts'
import { useMarkdown } from './options.ts'

/** A block of code, by the component for its language. */
export function CodeView({ node }: { node: CodeNode }): ReactNode {
  const { components, languages, highlight } = useMarkdown()
  const { language, info, lines, open } = node
  const props = { language, info, lines, streaming: open }
  // Own names only: a block written in `constructor` must not find what every object inherits.
  const Own = languages && Object.hasOwn(languages, language) ? languages[language] : components?.codeBlock
  return Own ? <Own {...props} /> : <CodeBlock {...props} highlight={highlight} />
}
