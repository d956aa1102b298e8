import { IncremarkContent } from '@incremark/react'
import '@incremark/theme/styles.css'
import { mountChat } from './ai-sdk-chat.jsx'

mountChat(({ text, streaming }) => <IncremarkContent content={text} isFinished={!streaming} />)
