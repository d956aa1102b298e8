import type { Inline } from './nodes.ts'

/** Labels of the footnotes that content speaks of. */
export const footnotesIn = (nodes: readonly Inline[]): string[] =>
  nodes.flatMap((node) =>
    typeof node === 'string'
      ? []
      : node.type === 'footnote'
        ? [node.label]
        : 'children' in node
          ? footnotesIn(node.children)
          : [],
  )
