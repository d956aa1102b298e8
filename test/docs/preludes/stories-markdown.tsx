import type { ComponentProps } from 'react'
import type { CodeBlockProps, MathProps } from 'react-genai/components'

export const text = 'See [there](https://example.com), $x$.\n\n```mermaid\nA-->B\n```\n'
export const RouterLink = ({ href, children }: ComponentProps<'a'>) => <a href={href}>{children}</a>
export const Formula = ({ value }: MathProps) => <code>{value}</code>
export const Diagram = ({ lines }: CodeBlockProps) => <figure>{lines.length} lines</figure>
