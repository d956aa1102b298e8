import { Unstyled } from '@storybook/addon-docs/blocks'
import type { ComponentProps, ReactNode } from 'react'
import { Markdown } from 'react-genai/components'

/** The pages of `docs/` that stand here, too. */
const HERE = new Set(['architecture', 'comparison', 'moving', 'performance', 'recipes', 'reliability'])
const pageOf = (href: string): string | undefined => {
  const [, name = ''] = /^(?:\.\/|docs\/)?([\w-]+)\.md/.exec(href) ?? []
  const page = name.startsWith('migrating') ? 'moving' : name
  return HERE.has(page) ? `/?path=/docs/guides-${page}--docs` : undefined
}

function Link({ href = '', children }: ComponentProps<'a'>): ReactNode {
  const target = /^https?:/.test(href) ? href : pageOf(href)
  // What is only in the repository cannot be followed from here.
  return target ? (
    <a href={target} target="_top">
      {children}
    </a>
  ) : (
    <span>{children}</span>
  )
}

const components = { a: Link }

/** A page of `docs/` as it is written, drawn by the library itself. */
export function Written({ text }: { text: string }): ReactNode {
  return (
    <Unstyled>
      <Markdown text={text.replaceAll(/<!--[^]*?-->\n*|!\[[^\]]*\]\([^)]*\)\n*/g, '')} components={components} />
    </Unstyled>
  )
}
