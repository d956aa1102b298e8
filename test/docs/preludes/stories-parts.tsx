import { Message } from 'react-genai'
import type { PartProps } from 'react-genai/components'

export const Chart = ({ part }: PartProps<'data'>) => <pre>{JSON.stringify(part.data)}</pre>
export const message = new Message({ role: 'model', content: [{ data: { sunny: true } }] })
