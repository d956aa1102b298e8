'use client'
import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react'
import { cx } from './internal/cx.ts'
import { sourceLabels } from './labels/sources.ts'
import { useLabels } from './parts-context.tsx'

export interface SearchSuggestionsProps extends Omit<
  ComponentProps<'iframe'>,
  'children' | 'src' | 'srcDoc' | 'sandbox'
> {
  /** `groundingMetadata.searchEntryPoint.renderedContent`. */
  html: string
}

/** Nothing runs and nothing is fetched in the frame, whatever its markup says. */
const POLICY =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; img-src data:">'

/**
 * Google's search suggestions, as the terms of Grounding with Google Search want them shown: unchanged. Renders an
 * `<iframe>` that is sandboxed: without scripts, without the page's origin, without requests; its links open new tabs.
 * A page with a Content Security Policy has to allow `frame-src blob:`.
 * @see https://ai.google.dev/gemini-api/docs/google-search
 */
export function SearchSuggestions({ html, className, ...props }: SearchSuggestionsProps): ReactNode {
  const labels = useLabels(sourceLabels)
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    // Not `srcdoc`: it takes HTML in the page, which Trusted Types forbid.
    const page = `<!doctype html><meta charset="utf-8">${POLICY}<base target="_blank">${html}`
    const url = URL.createObjectURL(new Blob([page], { type: 'text/html' }))
    if (frame.current) frame.current.src = url
    return () => URL.revokeObjectURL(url)
  }, [html])
  return (
    <iframe
      ref={frame}
      title={labels.searchSuggestions}
      {...props}
      className={cx('rg-search', className)}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
    />
  )
}
