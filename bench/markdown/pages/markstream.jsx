import MarkdownRender from 'markstream-react'
import 'markstream-react/index.css'
import { mountChat } from './ai-sdk-chat.jsx'

mountChat(({ text, streaming }) => <MarkdownRender content={text} final={!streaming} fade={false} />)
