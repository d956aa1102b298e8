/** Bars as an SVG that reads in light and dark, with words for those who do not see it. */
const ROW = 30
const LEFT = 215
const WIDTH = 720
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** @param {{ title: string, note: string, bars: { name: string, value: number, label: string, isOurs?: boolean }[] }} drawn */
export function chart({ title, note, bars }) {
  const most = Math.max(...bars.map(({ value }) => value))
  const height = 58 + bars.length * ROW + 28
  const rows = bars.map(({ name, value, label, isOurs }, at) => {
    const y = 58 + at * ROW
    const width = Math.max(2, Math.round(((WIDTH - LEFT - 90) * value) / most))
    return `  <g class="${isOurs ? 'ours' : 'other'}">
    <text x="${LEFT - 12}" y="${y + 15}" text-anchor="end">${escaped(name)}</text>
    <rect x="${LEFT}" y="${y}" width="${width}" height="20" rx="4"/>
    <text class="value" x="${LEFT + width + 8}" y="${y + 15}">${escaped(label)}</text>
  </g>`
  })
  const told = bars.map(({ name, label }) => `${name} ${label}`).join(', ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title what">
  <title id="title">${escaped(title)}</title>
  <desc id="what">${escaped(told)}</desc>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #3d4451 }
    .title { font-size: 16px; font-weight: 600; fill: #14171d }
    .note { font-size: 11px; fill: #687080 }
    .other rect { fill: #b9c0cc }
    .ours rect { fill: #2f6df0 }
    .ours text { font-weight: 600; fill: #14171d }
    @media (prefers-color-scheme: dark) {
      text { fill: #c3c9d4 }
      .title, .ours text { fill: #f3f5f8 }
      .note { fill: #929baa }
      .other rect { fill: #4a5262 }
      .ours rect { fill: #6b9bff }
    }
  </style>
  <text class="title" x="0" y="20">${escaped(title)}</text>
  <text class="note" x="0" y="40">${escaped(note)}</text>
${rows.join('\n')}
</svg>
`
}
