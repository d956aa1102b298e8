import MarkdownRender from 'markstream-react'
import 'markstream-react/index.css'
import { mountChat } from './ai-sdk-chat.jsx'

// By default it takes blocks that are far away out of the document; here all keep theirs.
mountChat(({ text, streaming }) => (
  <MarkdownRender content={text} final={!streaming} fade={false} maxLiveNodes={Infinity} />
))
