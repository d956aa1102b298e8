/** How figures are written. A dash where there is none. */
const NONE = '–'

export const milliseconds = (value: number | undefined): string => {
  if (value === undefined) return NONE
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(value < 10_000 ? 2 : 1)} s`
}

export const bytes = (value: number): string => {
  if (value < 1000) return `${value} B`
  return value < 1_000_000 ? `${(value / 1000).toFixed(1)} kB` : `${(value / 1_000_000).toFixed(1)} MB`
}

export const amount = (value: number | undefined): string => (value === undefined ? NONE : value.toLocaleString('en'))

export const path = (url: string): string => url.replace(/^\w+:\/\/[^/]*/, '') || url
