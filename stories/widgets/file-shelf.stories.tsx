import { FileShelf } from 'react-genai/widgets'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { brokenClient, client, file, FILES, picture } from '../gemini.ts'

const meta = preview.meta({ title: 'widgets/FileShelf', component: FileShelf, args: { onUse: fn() } })
export default meta

/** Chooses files, as the dialog would. */
async function choose(canvasElement: HTMLElement, ...files: File[]): Promise<void> {
  const input = canvasElement.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('There is nowhere to put files.')
  await userEvent.upload(input, files)
}
const row = (canvasElement: HTMLElement, name: string) =>
  within(within(canvasElement).getByText(name).closest('li') as HTMLElement)

/** What the service has: one is being looked at, one could not be. */
export const Files = meta.story({
  args: { client: client({ files: FILES, uploads: { looks: Infinity } }) },
  play: async ({ canvas, args, userEvent: user }) => {
    await user.click(await canvas.findByRole('button', { name: 'Use Handbook.pdf' }))
    await expect(args.onUse).toHaveBeenCalledWith(
      {
        media: { url: expect.stringContaining('files/story1'), contentType: 'application/pdf' },
        metadata: { name: 'Handbook.pdf' },
      },
      expect.objectContaining({ displayName: 'Handbook.pdf' }),
    )
  },
})

/** Several on their way, three at once. */
export const Uploading = meta.story({
  args: { client: client({ uploads: { bytesPerSecond: 40_000 } }), chunkSize: 20_000, concurrency: 2 },
  play: async ({ canvas, canvasElement }) => {
    await choose(
      canvasElement,
      await picture(),
      file('Report.pdf', 3_200_000, 'application/pdf'),
      file('Notes.txt', 1_200_000, 'text/plain'),
    )
    await canvas.findByText('0 of 3 uploaded')
    await userEvent.click(row(canvasElement, 'Report.pdf').getByRole('button', { name: 'Pause Report.pdf' }))
    await waitFor(() => expect(row(canvasElement, 'Report.pdf').getByText(/^Paused/)).toBeVisible())
  },
})

/** From the first byte to the part of a message. */
export const Ready = meta.story({
  args: { client: client({ uploads: { looks: 2 } }), poll: { interval: 20, maxInterval: 20 } },
  play: async ({ canvas, canvasElement, args }) => {
    await choose(canvasElement, await picture())
    await userEvent.click(await canvas.findByRole('button', { name: 'Use Sunset.png' }))
    await expect(args.onUse).toHaveBeenCalled()
  },
})

/** One that the server would not take, and one that does not fit. */
export const Failed = meta.story({
  args: {
    client: client({ uploads: { failing: ['Damaged.mp4'] } }),
    accept: 'video/*',
    poll: { interval: 20, maxInterval: 20 },
  },
  play: async ({ canvas, canvasElement }) => {
    const input = canvasElement.querySelector('input[type=file]')
    // The dialog would not offer it; dropping does.
    input?.removeAttribute('accept')
    await choose(canvasElement, file('Damaged.mp4', 1000, 'video/mp4'), file('Letter.txt', 10, 'text/plain'))
    await canvas.findByRole('button', { name: 'Try Damaged.mp4 again' })
    await expect(canvas.getByRole('alert')).toHaveTextContent('Letter.txt')
  },
})

/** Deleted, and had back. */
export const Undo = meta.story({
  args: { client: client({ files: FILES, uploads: { looks: Infinity } }), undoTime: 600_000 },
  play: async ({ canvas, userEvent: user }) => {
    await user.click(await canvas.findByRole('button', { name: 'Delete Handbook.pdf' }))
    await waitFor(() => expect(canvas.queryByRole('button', { name: 'Delete Handbook.pdf' })).toBeNull())
    await expect(canvas.getByText(/Handbook\.pdf was deleted/)).toBeVisible()
    await user.click(canvas.getByRole('button', { name: 'Undo' }))
    await expect(canvas.getByRole('button', { name: 'Delete Handbook.pdf' })).toBeVisible()
    await user.click(canvas.getByRole('button', { name: 'Delete Broken.mov' }))
  },
})

/** The list cannot be had. Uploads go their way all the same. */
export const NoList = meta.story({
  args: { client: brokenClient() },
  play: async ({ canvas }) => {
    await expect(await canvas.findByRole('alert')).toHaveTextContent('403')
  },
})
