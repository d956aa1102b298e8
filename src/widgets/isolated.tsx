'use client'
import { type ReactNode, useCallback, useState } from 'react'
import { createPortal } from 'react-dom'

export interface IsolatedProps {
  /** The text of `react-genai/styles.css`, and of your own rules behind it. Should be the same string each time. */
  styles: string
  children?: ReactNode
}

/**
 * Draws what is in it where the rules of the page cannot reach: in a shadow root, with the stylesheet that it is given. For
 * sites whose CSS styles every button there is. On a server it draws nothing.
 *
 * @example
 * import styles from 'react-genai/styles.css?inline' // Vite; other bundlers have their own way to import text
 * <Isolated styles={styles}>
 *   <ChatWidget backend={genkit.flow('chat')} mode="floating" />
 * </Isolated>
 */
export function Isolated({ styles, children }: IsolatedProps): ReactNode {
  const [root, setRoot] = useState<ShadowRoot>()
  const attach = useCallback(
    (host: HTMLDivElement | null) => {
      if (!host) return
      // Not even what is inherited: fonts, colours, capitals. The page's own rules for every `div` come first otherwise.
      host.style.setProperty('all', 'initial', 'important')
      host.style.setProperty('color-scheme', 'inherit', 'important')
      host.style.setProperty('display', 'contents', 'important')
      const shadow = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
      // A sheet, and no element of that name: a strict Content-Security-Policy forbids those.
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(styles)
      shadow.adoptedStyleSheets = [sheet]
      setRoot(shadow)
    },
    [styles],
  )
  return <div ref={attach}>{root && createPortal(children, root)}</div>
}
