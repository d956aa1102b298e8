/** Words of markdown. */
export interface MarkdownLabels {
  copy: string
  copied: string
  notCopied: string
  copyCsv: string
  copyMarkdown: string
  /** Names a block of code; the language may be `''`. */
  code: (language: string) => string
  table: string
  taskDone: string
  taskOpen: string
  footnotes: string
  footnote: (number: number) => string
  backToText: string
  image: string
  showMedia: (host: string) => string
}

export const markdownLabels: MarkdownLabels = {
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
  copyCsv: 'Copy as CSV',
  copyMarkdown: 'Copy as Markdown',
  code: (language) => (language ? `Code, ${language}` : 'Code'),
  table: 'Table',
  taskDone: 'Done',
  taskOpen: 'To do',
  footnotes: 'Footnotes',
  footnote: (number) => `Footnote ${number}`,
  backToText: 'Back to the text',
  image: 'Image from the model',
  showMedia: (host) => `Load it from ${host}`,
}
