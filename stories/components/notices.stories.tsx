import { GenAIError, type GenAIErrorCode } from 'react-genai'
import { ErrorNotice, FinishNotice, UsageLine, defaultLabels } from 'react-genai/components'
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
export const Usage = meta.story({
  args: { error: new GenAIError('network', message) },
  render: () => (
    <UsageLine usage={{ inputTokens: 1204, outputTokens: 388, thoughtsTokens: 96, cachedContentTokens: 1000 }} />
  ),
})
