'use client'
import { useLayoutEffect, type RefObject } from 'react'

const sheets = new Map<string, CSSStyleSheet>()

/**
 * Gives a text of styles to the document, or the shadow tree, that an element stands in. Made by the page's own code, so a
 * strict Content-Security-Policy lets it be; where there are no such sheets (jsdom), there is nothing to look at either.
 */
export function useAdoptedStyles(element: RefObject<Element | null>, css: string): void {
  useLayoutEffect(() => {
    const root = element.current?.getRootNode()
    if (!(root instanceof Document || root instanceof ShadowRoot) || !('adoptedStyleSheets' in root)) return
    let sheet = sheets.get(css)
    if (!sheet) {
      sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      sheets.set(css, sheet)
    }
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  }, [element, css])
}
