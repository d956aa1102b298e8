/** An answer with all that markdown has, as models like to write. */
export const TRIP = `## Two days in Bergen

Bergen has **about 240 days of rain** a year, so plan for it.

1. Take the **Fløibanen** up to Mount Fløyen, and walk down through the woods
   - the path is steep, but paved
   - with children, allow an hour
2. Eat at the [fish market](https://en.wikipedia.org/wiki/Fisketorget_i_Bergen) before noon

| What | Adults | Children |
|:-----|------:|:-------:|
| Fløibanen, return | 190 kr | 95 kr |
| Fish soup | 249 kr | 129 kr |

To know what to wear:

\`\`\`ts
// Millimetres, as the forecast has them.
const rain = (await fetch('/forecast?day=1').then((reply) => reply.json())).mm
console.log(rain > 5 ? 'A raincoat' : 'A raincoat, to be sure')
\`\`\`

> The seven mountains are the city’s living room.[^1]

[^1]: Said by everybody who lives there.
`
