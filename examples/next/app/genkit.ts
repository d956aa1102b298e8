/** The flows, and a door to them over HTTP. Only the server loads this file. */
import { googleAI } from '@genkit-ai/google-genai'
import { type Flow, genkit, z } from 'genkit/beta'

const ai = genkit({ plugins: [googleAI()], model: googleAI.model('gemini-2.5-flash') })

const chat = ai.defineFlow(
  { name: 'chat', inputSchema: z.object({ messages: z.array(z.any()), resume: z.any().optional() }) },
  async ({ messages, resume }, { sendChunk }) => {
    const { stream, response } = ai.generateStream({ messages, resume })
    for await (const chunk of stream) sendChunk(chunk.toJSON())
    // The request holds all that the model was told: it stays here.
    const { request: _, ...reply } = (await response).toJSON()
    return reply
  },
)

const tip = ai.defineFlow({ name: 'tip', inputSchema: z.string() }, async (topic) => {
  const { text } = await ai.generate(`A tip about ${topic}, in one sentence.`)
  return text
})

const flows: Record<string, Flow> = { chat, tip }

/** `POST /api/chat`, in Genkit's own protocol, as `appRoute` of `@genkit-ai/next` speaks it. */
export async function POST(request: Request): Promise<Response> {
  const flow = flows[new URL(request.url).pathname.replace('/api/', '')]
  if (!flow) return Response.json({ status: 'NOT_FOUND', message: 'There is no such flow.' }, { status: 404 })
  const { data } = (await request.json()) as { data: unknown }
  const { stream, output } = flow.stream(data, { abortSignal: request.signal })
  if (request.headers.get('accept') !== 'text/event-stream') return Response.json({ result: await output })
  const body = new ReadableStream<string>({
    async start(controller) {
      try {
        for await (const message of stream) controller.enqueue(`data: ${JSON.stringify({ message })}\n\n`)
        controller.enqueue(`data: ${JSON.stringify({ result: await output })}\n\n`)
      } catch {
        controller.enqueue(`error: ${JSON.stringify({ status: 'INTERNAL', message: 'The flow failed.' })}\n\n`)
      }
      controller.close()
    },
  })
  return new Response(body.pipeThrough(new TextEncoderStream()), { headers: { 'content-type': 'text/event-stream' } })
}
