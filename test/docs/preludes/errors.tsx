import { GenAIError } from 'react-genai'

export const token = async ({ renew }: { renew: boolean }): Promise<string> => (renew ? 'new' : 'old')
export const reply = {
  status: 'error' as 'error' | 'done',
  error: new GenAIError('network', 'The connection broke.'),
  retry: (): void => undefined,
}
