/** How the bar looks: in a layer, so that a page's own rules win. */
export const BAR_STYLES = `@layer rg-player {
  .rg-player {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
    padding: 0.375rem 0.625rem;
    border: 1px solid color-mix(in oklab, CanvasText 18%, Canvas);
    border-radius: 0.625rem;
    background: color-mix(in oklab, CanvasText 3%, Canvas);
    color: CanvasText;
    font: 0.8125rem/1.5 system-ui, sans-serif;
  }
  .rg-player button, .rg-player select {
    min-block-size: 1.75rem;
    padding: 0 0.625rem;
    border: 1px solid color-mix(in oklab, CanvasText 22%, Canvas);
    border-radius: 0.375rem;
    background: Canvas;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .rg-player button:hover:not([aria-disabled='true']) { background: color-mix(in oklab, CanvasText 8%, Canvas); }
  .rg-player button[aria-disabled='true'] { color: color-mix(in oklab, CanvasText 60%, Canvas); cursor: default; }
  .rg-player :is(button, select, input):focus-visible { outline: 2px solid Highlight; outline-offset: 2px; }
  .rg-player-main { min-inline-size: 4.25rem; font-weight: 600; }
  .rg-player input { flex: 1 1 8rem; min-inline-size: 6rem; accent-color: color-mix(in oklab, #5b4ff5 84%, CanvasText); }
  .rg-player output { min-inline-size: 4.5em; text-align: end; font-variant-numeric: tabular-nums; }
}`
