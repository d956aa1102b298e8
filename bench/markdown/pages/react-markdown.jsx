import ReactMarkdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { mountChat } from './ai-sdk-chat.jsx'

const plugins = [remarkGfm]

mountChat(({ text }) => <ReactMarkdown remarkPlugins={plugins}>{text}</ReactMarkdown>)
