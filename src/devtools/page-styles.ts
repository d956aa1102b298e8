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

/** Lets messages look in the panel as they do in the page; in a page without the style sheet they are plain. */
export function adoptPageStyles(node: Node | null): void {
  const root = node?.getRootNode()
  if (!(root instanceof ShadowRoot)) return
  const rules = rulesOfPage()
  if (!rules) return
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(rules)
  // Before the panel's own.
  root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets]
}
