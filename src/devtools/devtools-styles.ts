/** How the panel looks, light and dark as the page is: everything is mixed of its canvas and its ink. */
export const DEVTOOLS_STYLES = `
:host { all: initial; color-scheme: inherit; }
.devtools {
  --line: color-mix(in oklab, CanvasText 14%, Canvas);
  --soft: color-mix(in oklab, CanvasText 4%, Canvas);
  --muted: color-mix(in oklab, CanvasText 62%, Canvas);
  --accent: color-mix(in oklab, #5b4ff5 82%, CanvasText);
  --good: color-mix(in oklab, #12a150 76%, CanvasText);
  --bad: color-mix(in oklab, #d3261f 80%, CanvasText);
  position: fixed;
  inset: 0;
  z-index: 2147483000;
  pointer-events: none;
  color: CanvasText;
  font: 0.8125rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
*, ::before, ::after { box-sizing: border-box; }
.toggle, .panel { pointer-events: auto; }
h2, h3, h4, p, ul, dl, dd, dt, figure, pre { margin: 0; padding: 0; font: inherit; }
ul { list-style: none; }
.muted { color: var(--muted); }
.hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.space { flex: 1; }

button, select {
  min-block-size: 1.75rem;
  padding: 0 0.625rem;
  border: 1px solid var(--line);
  border-radius: 0.375rem;
  background: Canvas;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
button:hover:enabled { background: var(--soft); }
button:disabled { color: var(--muted); cursor: default; }
button[aria-pressed='true'] { border-color: var(--accent); color: var(--accent); }
:is(button, select, a, [tabindex]):focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
a { color: var(--accent); }

.toggle {
  position: absolute;
  display: flex;
  gap: 0.5rem;
  align-items: center;
  min-block-size: 2.25rem;
  border-radius: 1.125rem;
  font-weight: 600;
  box-shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 6px 20px rgb(0 0 0 / 12%);
}
[data-position^='bottom'] .toggle { bottom: 0.75rem; }
[data-position^='top'] .toggle { top: 0.75rem; }
[data-position$='left'] .toggle { left: 0.75rem; }
[data-position$='right'] .toggle { right: 0.75rem; }
.count { color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; }
.dot { flex: none; inline-size: 0.5rem; block-size: 0.5rem; border-radius: 50%; background: var(--muted); }
.toggle[data-busy='true'] .dot, .dot:is([data-state='streaming'], [data-state='pending']) { background: var(--accent); }
.dot[data-state='done'] { background: var(--good); }
.dot[data-state='error'] { background: var(--bad); border-radius: 1px; }
.dot[data-state='stopped'] { background: none; border: 2px solid var(--muted); }
@media (prefers-reduced-motion: no-preference) {
  .toggle[data-busy='true'] .dot, .dot[data-state='streaming'] { animation: pulse 1.2s ease-in-out infinite; }
  @keyframes pulse { 50% { opacity: 0.35; } }
}

.panel {
  position: absolute;
  inset-inline: 0;
  bottom: 0;
  display: flex;
  flex-direction: column;
  block-size: min(26rem, 60dvh);
  border-block-start: 1px solid var(--line);
  background: Canvas;
  box-shadow: 0 -8px 32px rgb(0 0 0 / 12%);
}
.panel[data-tall='true'] { block-size: 92dvh; }
.bar { display: flex; flex: none; gap: 0.5rem; align-items: center; padding: 0.5rem 0.75rem; border-block-end: 1px solid var(--line); }
h2 { font-weight: 700; }
.empty { max-inline-size: 34rem; margin: auto; padding: 1rem; color: var(--muted); text-align: center; text-wrap: balance; }
.columns { display: grid; flex: 1; grid-template-columns: minmax(12rem, 17rem) 1fr; min-block-size: 0; }
.runs { overflow: auto; border-inline-end: 1px solid var(--line); background: var(--soft); }
.run { display: block; inline-size: 100%; padding: 0.5rem 0.75rem; border: 0; border-block-end: 1px solid var(--line); border-radius: 0; background: none; text-align: start; }
.run[aria-current='true'] { background: Canvas; box-shadow: inset 3px 0 var(--accent); }
.run:focus-visible { outline-offset: -2px; }
.run-name { display: flex; gap: 0.5rem; align-items: center; font-weight: 600; }
.run-path { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.run-facts { display: flex; flex-wrap: wrap; gap: 0 0.625rem; padding-inline-start: 1rem; font-variant-numeric: tabular-nums; }

.details { display: flex; flex-direction: column; gap: 0.75rem; min-inline-size: 0; padding: 0.75rem; overflow: auto; }
.title { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
h3 { flex: 1 1 10rem; overflow-wrap: anywhere; font: 600 0.8125rem/1.5 ui-monospace, Menlo, Consolas, monospace; }
.error { padding: 0.5rem 0.75rem; border-radius: 0.5rem; background: color-mix(in oklab, #d3261f 8%, Canvas); color: var(--bad); overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0.5rem 1rem; }
dt { color: var(--muted); font-size: 0.75rem; }
dd { font-weight: 600; font-variant-numeric: tabular-nums; }
.timeline svg { display: block; inline-size: 100%; block-size: 2.25rem; border-block-end: 1px solid var(--line); }
.timeline figcaption { display: flex; justify-content: space-between; font-size: 0.75rem; }
.chunks { fill: color-mix(in oklab, var(--accent) 65%, Canvas); }
.first { fill: CanvasText; }
.failed { fill: var(--bad); }

.tabs { display: flex; gap: 0.25rem; border-block-end: 1px solid var(--line); }
[role='tab'] { border: 0; border-radius: 0.375rem 0.375rem 0 0; background: none; color: var(--muted); }
[role='tab'][aria-selected='true'] { color: CanvasText; box-shadow: inset 0 -2px var(--accent); font-weight: 600; }
.tab { min-block-size: 6rem; }
.messages { padding-block: 0.75rem; }
table { inline-size: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { color: var(--muted); font-weight: 400; text-align: start; }
th, td { padding: 0.125rem 0.75rem 0.125rem 0; border-block-end: 1px solid var(--line); white-space: nowrap; vertical-align: top; }
td.text { inline-size: 100%; white-space: pre-wrap; overflow-wrap: anywhere; }
h4 { margin-block: 0.5rem 0.25rem; font-weight: 600; }
pre { padding: 0.5rem 0.75rem; border-radius: 0.5rem; background: var(--soft); font: 0.75rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }

@media (max-width: 40rem) {
  .panel { block-size: 70dvh; }
  .columns { grid-template-rows: auto 1fr; grid-template-columns: 1fr; }
  .runs { max-block-size: 8rem; border-inline-end: 0; border-block-end: 1px solid var(--line); }
}
@media (forced-colors: active) {
  .dot { forced-color-adjust: none; }
  .run[aria-current='true'] { outline: 2px solid Highlight; outline-offset: -2px; }
}
`
