import type { ReactNode } from 'react'
import { end, replayBackend, script, text } from 'react-genai/testing'

export const backend = replayBackend(script(text('Hel'), text('lo'), end()), { pace: 'instant' })
export const Composer = () => <textarea aria-label="Message" />
export const Chat = ({ composer }: { composer: ReactNode }) => <main>{composer}</main>
