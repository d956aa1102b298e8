import { StreamdownTextPrimitive } from '@assistant-ui/react-streamdown'
import 'streamdown/styles.css'
import { mountThread } from './assistant-ui-chat.jsx'

mountThread(StreamdownTextPrimitive)
