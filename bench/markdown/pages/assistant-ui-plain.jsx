import { MarkdownTextPrimitive } from '@assistant-ui/react-markdown'
import remarkGfm from 'remark-gfm'
import { mountThread } from './assistant-ui-chat.jsx'

const plugins = [remarkGfm]

mountThread(() => <MarkdownTextPrimitive remarkPlugins={plugins} smooth={false} />)
