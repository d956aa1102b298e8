'use client'
import { memo, type ComponentProps, type ReactNode } from 'react'
import type { Highlighter, Token } from './highlight/highlighter.ts'
import { useTokens } from './highlight/use-tokens.ts'
import { CopyButton } from './copy-button.tsx'
import { cx } from './internal/cx.ts'
import type { CodeBlockProps } from './markdown/options.ts'
import { markdownLabels } from './labels/markdown.ts'
import { useLabels } from './parts-context.tsx'

/** Lines are drawn in groups of so many: of a long block only the last group is drawn anew, and laid out. */
const GROUP = 32

interface LinesProps {
  lines: readonly string[]
  tokens: readonly (readonly Token[])[] | undefined
}

const same = (a: readonly unknown[] = [], b: readonly unknown[] = []): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at])

const Lines = memo(
  function Lines({ lines, tokens }: LinesProps): ReactNode {
    return (
      <span className="rg-code-lines">
        {tokens
          ? tokens.flatMap((line, at) => [
              ...line.map(([text, kind], key) =>
                kind ? (
                  <span key={`${at}.${key}`} data-token={kind}>
                    {text}
                  </span>
                ) : (
                  text
                ),
              ),
              '\n',
            ])
          : lines.map((line) => `${line}\n`).join('')}
      </span>
    )
  },
  (before, after) => same(before.lines, after.lines) && same(before.tokens, after.tokens),
)

export interface CodeBlockOwnProps extends CodeBlockProps, Omit<ComponentProps<'figure'>, 'children' | 'lang'> {
  /** Colours the code. `false`: nothing does. */
  highlight?: Highlighter | false | undefined
}

/**
 * A block of code: its language, a button that copies it, and its lines, which are coloured once each. Renders a `<figure>`.
 * @selector [data-language] · [data-streaming] · [data-token] on coloured stretches
 */
export function CodeBlock({
  language,
  info: _,
  lines,
  streaming,
  highlight,
  className,
  ...props
}: CodeBlockOwnProps): ReactNode {
  const labels = useLabels(markdownLabels)
  const tokens = useTokens(language, lines, highlight)
  const groups = []
  for (let from = 0; from < lines.length; from += GROUP) {
    const to = from + GROUP
    groups.push(<Lines key={from} lines={lines.slice(from, to)} tokens={tokens?.slice(from, to)} />)
  }
  return (
    <figure
      aria-label={labels.code(language)}
      {...props}
      className={cx('rg-code', className)}
      data-language={language || undefined}
      data-streaming={streaming || undefined}
    >
      <div className="rg-code-bar" data-language={language}>
        <CopyButton text={() => lines.join('\n')} />
      </div>
      {/* It may scroll, and must be reached by key then. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} dir="ltr">
        <code className={language ? `language-${language}` : undefined}>{groups}</code>
      </pre>
    </figure>
  )
}
