import { useCallback, useState } from 'react'
import { Markdown } from 'react-genai/components'
import 'react-genai/styles.css'
import { readPerFrame } from './sources.js'
import { mount, useTurn } from './turn.jsx'

function Page() {
  const [text, setText] = useState('')
  const [streaming, setStreaming] = useState(false)
  const send = useCallback(async () => {
    setStreaming(true)
    await readPerFrame(setText)
    setStreaming(false)
  }, [])
  useTurn(send, streaming)
  return <Markdown text={text} streaming={streaming} />
}

mount(<Page />)
