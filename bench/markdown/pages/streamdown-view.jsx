import { Streamdown } from 'streamdown'
import 'streamdown/styles.css'

export const StreamdownView = ({ text, streaming }) => <Streamdown isAnimating={streaming}>{text}</Streamdown>
