const WORDS = ['Yes, ', 'the ', 'soup ', 'is ', 'hot.']

/** In place of a flow of Genkit's that streams: a word at a time, then the result. */
export function POST(): Response {
  const encoder = new TextEncoder()
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const say = (data: unknown) => controller.enqueue(encoder.encode(`data: ${JSON.stringify(data)}\n\n`))
      for (const message of WORDS) {
        say({ message })
        await new Promise((resolve) => setTimeout(resolve, 300))
      }
      say({ result: WORDS.join('') })
      controller.close()
    },
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
}
