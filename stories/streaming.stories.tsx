import { ErrorNotice, Markdown, MessageView } from 'react-genai/components'
import { ReplyPlayer, withReply } from 'react-genai/storybook'
import { expect, userEvent as user, waitFor } from 'storybook/test'
import preview from '../.storybook/preview.tsx'
import * as texts from './texts.ts'

/** Replies to play: piece by piece, forwards and backwards, as fast as one likes, until somebody cuts the connection. */
const meta = preview.meta({ title: 'Streaming', component: Markdown, decorators: [withReply] })
export default meta

export const Reply = meta.story({
  args: { text: '' },
  parameters: { reply: texts.everything, replyFrom: 40 },
  play: async ({ canvas }) => {
    const before = await canvas.findByRole('heading', { level: 1 })
    await user.click(canvas.getByRole('button', { name: 'Step' }))
    // What was finished is the same element still.
    await expect(canvas.getByRole('heading', { level: 1 })).toBe(before)
    await expect(canvas.getByText('41/', { exact: false })).toBeVisible()
  },
})
export const CodeFillingIn = meta.story({ args: { text: '' }, parameters: { reply: texts.code, replyFrom: 15 } })
export const TableFillingIn = meta.story({ args: { text: '' }, parameters: { reply: texts.wide, replyFrom: 30 } })
export const RightToLeft = meta.story({ args: { text: '' }, parameters: { reply: texts.rightToLeft, replyFrom: 12 } })

/** What arrived before the cut stays, and is said to be incomplete. */
export const CutOff = meta.story({
  args: { text: '' },
  render: () => (
    <ReplyPlayer recording={texts.everything} from={30}>
      {({ message, streaming, error }) => (
        <>
          <MessageView message={message} streaming={streaming} />
          {error && <ErrorNotice error={error} />}
        </>
      )}
    </ReplyPlayer>
  ),
  play: async ({ canvas }) => {
    await user.click(canvas.getByRole('button', { name: 'Cut' }))
    await waitFor(() => expect(canvas.getByRole('alert')).toBeVisible())
    await expect(canvas.getByRole('heading', { level: 1 })).toBeVisible()
  },
})
