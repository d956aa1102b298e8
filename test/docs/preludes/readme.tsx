import { z } from 'genkit/beta'
import { ai } from '../app/server/ai.ts'

export { ai, z }
export const trackOrder = ai.defineTool(
  { name: 'trackOrder', description: 'Where an order is.', inputSchema: z.object({ order: z.string() }) },
  async ({ order }) => `${order} is on its way`,
)
