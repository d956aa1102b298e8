/** What a recipe is, for both sides: the server tells the model, the page checks what comes and knows its types. */
import * as z from 'zod'

export const Recipe = z.object({
  title: z.string(),
  ingredients: z.array(z.object({ name: z.string(), amount: z.string() })),
  steps: z.array(z.string()),
})
