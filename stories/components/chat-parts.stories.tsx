import { useState } from 'react'
import { AttachmentList, BranchPicker, Composer, MessageList, Suggestions } from 'react-genai/components'
import preview from '../../.storybook/preview.tsx'

const meta = preview.meta({ title: 'components/Chat parts' })
export default meta

const nothing = (): void => undefined

function Writing({ busy = false, text = '' }: { busy?: boolean; text?: string }) {
  const [value, setValue] = useState(text)
  return (
    <Composer
      value={value}
      onChange={setValue}
      onSend={() => setValue('')}
      onStop={nothing}
      busy={busy}
      onFiles={nothing}
    />
  )
}
export const ComposerEmpty = meta.story({ render: () => <Writing /> })
export const ComposerWritten = meta.story({ render: () => <Writing text={'Two lines,\nto see it grow.'} /> })
export const ComposerBusy = meta.story({ render: () => <Writing busy /> })
export const ComposerBusyAndWritten = meta.story({ render: () => <Writing busy text="Next" /> })

export const Attachments = meta.story({
  render: () => (
    <AttachmentList
      attachments={[
        {
          id: '1',
          name: 'dot.gif',
          size: 42,
          contentType: 'image/gif',
          url: 'data:image/gif;base64,R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs=',
        },
        {
          id: '2',
          name: 'a-rather-long-name-for-a-report.pdf',
          size: 1_234_567,
          contentType: 'application/pdf',
          progress: 0.4,
        },
        { id: '3', name: 'lost.mp4', size: 9e6, contentType: 'video/mp4', error: 'No connection.' },
      ]}
      onRemove={nothing}
      onRetry={nothing}
    />
  ),
})
export const Branches = meta.story({
  render: () => <BranchPicker branches={['a', 'b', 'c']} current="b" onChange={nothing} />,
})
export const Suggested = meta.story({
  render: () => <Suggestions suggestions={['Where is my order?', 'Draw a sunset']} onSelect={nothing} />,
})

const rows = Array.from({ length: 500 }, (_, at) => ({ id: `row-${at}` }))
const drawRow = ({ id }: { id: string }) => <p style={{ margin: '0.25rem 0' }}>{id}</p>
export const LongList = meta.story({
  render: () => (
    <div style={{ display: 'flex', blockSize: '24rem' }}>
      <MessageList items={rows}>{drawRow}</MessageList>
    </div>
  ),
})
