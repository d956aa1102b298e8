/** The rules of this library's own style sheet, as the page has loaded it: the shadow tree would not see them. */
function rulesOfPage(): string {
  const found: string[] = []
  for (const sheet of document.styleSheets) {
    try {
      for (const rule of sheet.cssRules) if (/^@layer rg[.,;\s]/.test(rule.cssText)) found.push(rule.cssText)
    } catch {
      // Of another origin: nobody may read it.
    }
  }
  return found.join('\n')
}

const sheets = new WeakMap<ShadowRoot, CSSStyleSheet>()

/** Lets messages look in the panel as they do in the page; in a page without the style sheet they are plain. */
export function adoptPageStyles(node: Node | null): void {
  const root = node?.getRootNode()
  if (!(root instanceof ShadowRoot)) return
  let sheet = sheets.get(root)
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheets.set(root, sheet)
    // Before the panel's own.
    root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets]
  }
  // Anew each time: the page may have loaded it since.
  sheet.replaceSync(rulesOfPage())
}
