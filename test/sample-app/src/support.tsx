import { useStream, type Backend } from 'react-genai'
import { ErrorNotice, MessageView } from 'react-genai/components'
import { Ask } from 'react-genai/widgets'

/** The help page: one question, one answer. */
export function Help({ backend }: { backend: Backend<string> }) {
  return (
    <section aria-label="Help">
      <h2>How can we help?</h2>
      <Ask backend={backend} placeholder="Where is my order?" />
    </section>
  )
}

/** What a flow makes of a customer's messages, in the app's own words and layout. */
export function Summary({ backend }: { backend: Backend<{ customer: string }> }) {
  const reply = useStream(backend)
  return (
    <section aria-label="Summary" aria-busy={reply.isStreaming}>
      <button type="button" onClick={() => reply.start({ customer: 'ada' })} disabled={reply.isStreaming}>
        Sum up
      </button>
      {reply.messages.map((message, index) => (
        <MessageView
          key={index}
          message={message}
          streaming={reply.isStreaming && index === reply.messages.length - 1}
        />
      ))}
      {reply.failureReason && <p role="status">Asking again …</p>}
      {reply.status === 'error' && <ErrorNotice error={reply.error} onRetry={reply.retry} />}
    </section>
  )
}
