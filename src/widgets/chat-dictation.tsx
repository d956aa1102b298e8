'use client'
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { actionLabels } from '../components/labels/actions.ts'
import { MIC } from '../components/internal/icons.tsx'
import { useLabels } from '../components/parts-context.tsx'
import { Action } from './action.tsx'

/** As far as we use it: TypeScript does not know it, because not every browser has it. */
interface Recognition extends EventTarget {
  lang: string
  continuous: boolean
  start(): void
  stop(): void
}
type ResultEvent = Event & {
  resultIndex: number
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>
}

function recognition(): (new () => Recognition) | undefined {
  const { SpeechRecognition, webkitSpeechRecognition } = globalThis as {
    SpeechRecognition?: new () => Recognition
    webkitSpeechRecognition?: new () => Recognition
  }
  return SpeechRecognition ?? webkitSpeechRecognition
}

const never = (): (() => void) => () => undefined
const canHear = (): boolean => recognition() !== undefined

/** Writes what is said, where the browser can hear; nothing elsewhere. */
export default function Dictation({ onText }: { onText: (text: string) => void }): ReactNode {
  const labels = useLabels(actionLabels)
  const [isListening, setListening] = useState(false)
  // A server hears nothing: a page that is taken over has to begin as the server drew it.
  const hasEars = useSyncExternalStore(never, canHear, () => false)
  const tell = useRef(onText)
  useEffect(() => {
    tell.current = onText
  })
  useEffect(() => {
    const Recognition = recognition()
    if (!isListening || !Recognition) return undefined
    const ear = new Recognition()
    ear.continuous = true
    ear.lang = document.documentElement.lang || navigator.language
    ear.addEventListener('result', (event) => {
      const { results, resultIndex } = event as ResultEvent
      for (const result of Array.from(results).slice(resultIndex)) {
        if (result.isFinal && result[0]) tell.current(result[0].transcript.trim())
      }
    })
    const end = (): void => setListening(false)
    ear.addEventListener('end', end)
    ear.addEventListener('error', end)
    ear.start()
    return () => {
      ear.removeEventListener('end', end)
      ear.stop()
    }
  }, [isListening])
  if (!hasEars) return null
  return (
    <Action
      icon={MIC}
      label={isListening ? labels.stopDictating : labels.dictate}
      pressed={isListening}
      onClick={() => setListening(!isListening)}
    />
  )
}
