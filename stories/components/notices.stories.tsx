import { GenAIError, type GenAIErrorCode, Message } from 'react-genai'
import { ErrorNotice, FinishNotice, MessageView, PartsProvider, UsageLine, defaultLabels } from 'react-genai/components'
import { fn } from 'storybook/test'
import preview from '../../.storybook/preview.tsx'

const meta = preview.meta({ title: 'components/notices', component: ErrorNotice })
export default meta

const codes = Object.keys(defaultLabels.errors) as GenAIErrorCode[]
const message = 'What happened, why it matters and what to do next, in a sentence or two.'

export const EveryError = meta.story({
  args: { error: new GenAIError('network', message) },
  render: () => (
    <div style={{ display: 'grid', gap: 12 }}>
      {codes.map((code) => (
        <ErrorNotice key={code} error={new GenAIError(code, message)} />
      ))}
    </div>
  ),
})
export const WithRetry = meta.story({
  args: { error: new GenAIError('timeout', message, { retryable: true }), onRetry: fn() },
})
export const LongMessage = meta.story({ args: { error: new GenAIError('server', 'longword'.repeat(300)) } })
export const EveryFinish = meta.story({
  args: { error: new GenAIError('network', message) },
  render: () => (
    <div style={{ display: 'grid', gap: 12 }}>
      <FinishNotice reason="length" />
      <FinishNotice reason="blocked" detail="SAFETY" />
      <FinishNotice reason="blocked" detail="A reason of a later version." />
      <FinishNotice reason="aborted" />
      <FinishNotice reason="failed" />
      <FinishNotice reason="interrupted" />
      <FinishNotice reason="other" />
      <FinishNotice reason="stop" />
    </div>
  ),
})

const Broken = (): never => {
  throw new Error('This component throws whenever it is drawn.')
}
/** What throws while it is drawn is replaced, alone. A text keeps its words. */
export const NotShown = meta.story({
  args: { error: new GenAIError('network', message) },
  render: () => (
    <PartsProvider tools={{ weather: Broken }} markdown={{ components: { strong: Broken } }}>
      <MessageView
        message={
          new Message({
            role: 'model',
            content: [
              { text: 'Let me see what the weather will be like in Lima.' },
              { toolRequest: { name: 'weather', input: { city: 'Lima' } } },
              { text: 'It will be **dry and mild**, with some fog in the morning.\n\nTake a light coat.' },
            ],
          })
        }
      />
    </PartsProvider>
  ),
})
export const Usage = meta.story({
  args: { error: new GenAIError('network', message) },
  render: () => (
    <UsageLine usage={{ inputTokens: 1204, outputTokens: 388, thoughtsTokens: 96, cachedContentTokens: 1000 }} />
  ),
})
