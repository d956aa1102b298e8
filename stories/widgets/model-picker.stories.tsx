import { useState } from 'react'
import { useCountTokens, type GeminiClient } from 'react-genai'
import { Composer } from 'react-genai/components'
import { ModelPicker } from 'react-genai/widgets'
import { expect, fn } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'
import { brokenClient, client } from '../gemini.ts'

const meta = preview.meta({
  title: 'widgets/ModelPicker',
  component: ModelPicker,
  args: { value: 'gemini-2.5-flash', onChange: fn() },
})
export default meta

export const Models = meta.story({
  args: { client: client() },
  play: async ({ canvas, userEvent, args }) => {
    await canvas.findByRole('option', { name: 'Gemini 2.5 Pro' })
    await userEvent.selectOptions(canvas.getByRole('combobox', { name: 'Model' }), 'gemini-2.5-pro')
    await expect(args.onChange).toHaveBeenCalledWith(
      'gemini-2.5-pro',
      expect.objectContaining({ displayName: 'Gemini 2.5 Pro' }),
    )
  },
})

/** The one that is chosen stays. */
export const Refused = meta.story({ args: { client: brokenClient() } })

const gemini = client()

function Counting({ client: found }: { client: GeminiClient }) {
  const [model, setModel] = useState('gemini-2.5-flash')
  const [text, setText] = useState('')
  const { totalTokens, isCounting } = useCountTokens(found, { model, contents: text }, { delay: 150 })
  return (
    <>
      <ModelPicker client={found} value={model} onChange={setModel} />
      <Composer
        value={text}
        onChange={setText}
        onSend={() => setText('')}
        tools={
          <output aria-busy={isCounting} style={{ fontSize: '0.875rem' }}>
            {totalTokens === undefined ? '' : `${totalTokens} tokens`}
          </output>
        }
      />
    </>
  )
}

/** What a prompt costs, while it is written: `useCountTokens`. */
export const WithTokenCount = meta.story({
  render: () => <Counting client={gemini} />,
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(canvas.getByRole('textbox', { name: 'Message' }), 'How many tokens is this?')
    await expect(await canvas.findByText('6 tokens')).toBeVisible()
  },
})
