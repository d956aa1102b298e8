/** In place of a flow of Genkit's: `export const POST = appRoute(menuFlow)`. */
export async function POST(request: Request): Promise<Response> {
  const { data } = (await request.json()) as { data: string }
  return Response.json({ result: `Soup of ${data}` })
}
