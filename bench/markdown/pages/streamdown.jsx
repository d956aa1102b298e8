import { mountChat } from './ai-sdk-chat.jsx'
import { StreamdownView } from './streamdown-view.jsx'

mountChat(StreamdownView)
